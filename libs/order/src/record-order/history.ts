import { createHash } from 'node:crypto';
import { canonicalJson } from '@okuru/platform';
import type { Happening } from './happening.js';
import { detailOf } from './history-detail.js';

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
