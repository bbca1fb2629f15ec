import { createHash } from 'node:crypto';
import type { ServiceName } from '@okuru/contracts';
import type { OrderEvent } from '../order/order-events.js';
import { canonicalJson } from '../order/canonical-json.js';
import { detailOf } from './history-detail.js';

/** Something that happened to an order: stated by the order service or heard from another. */
export interface Happening {
  readonly event: OrderEvent | { readonly type: 'order.placed'; readonly at: string; readonly data: object };
  readonly source: ServiceName;
  /** Id of the event that was heard; null for what the order service states itself. */
  readonly eventId: string | null;
  /** Version of the event in its emitter's stream of this order; null when it does not leave the service. */
  readonly aggregateVersion: number | null;
}

/** Where the chain of an order's history ends. */
export interface HistoryHead {
  readonly entries: number;
  readonly hash: string;
}

/** One row of the history. */
export interface HistoryEntry {
  readonly orderId: string;
  /** Dense per order, from 1. */
  readonly entry: number;
  readonly at: string;
  readonly what: string;
  readonly source: string;
  readonly eventId: string | null;
  readonly aggregateVersion: number | null;
  readonly detail: object;
  readonly hash: string;
}

/** The head of an empty history. */
export const NO_HISTORY: HistoryHead = { entries: 0, hash: '0'.repeat(64) };

/** SHA-256 over the entry and the hash before it: whoever changes an old entry must change all later ones. */
export const hashOf = (entry: Omit<HistoryEntry, 'hash'>, previous: string): string =>
  createHash('sha256').update(previous).update(canonicalJson(entry)).digest('hex');

/** The entries for what happened, chained to the history so far. */
export const chain = (
  orderId: string,
  head: HistoryHead,
  happenings: readonly Happening[],
): HistoryEntry[] => {
  let { entries, hash } = head;
  return happenings.map(({ event, source, eventId, aggregateVersion }) => {
    entries += 1;
    const entry = {
      orderId,
      entry: entries,
      at: new Date(event.at).toISOString(),
      what: event.type,
      source,
      eventId,
      aggregateVersion,
      detail: detailOf(event),
    };
    hash = hashOf(entry, hash);
    return { ...entry, hash };
  });
};
