import { hashOf, NO_HISTORY, type HistoryEntry } from '../record-order/history.js';
import type { OrderHistoryEntity } from '../record-order/order.entities.js';

/** A page of what happened to an order, oldest first. */
export interface HistoryAnswer {
  readonly orderId: string;
  readonly entries: readonly Omit<HistoryEntry, 'orderId'>[];
  /** Whether each entry of the page still hashes to what was recorded, link by link. */
  readonly intact: boolean;
  /** Ask for the entries after this one next; null at the end. */
  readonly next: number | null;
}

const entryOf = (row: OrderHistoryEntity): HistoryEntry => ({
  orderId: row.orderId,
  entry: row.entry,
  at: row.at.toISOString(),
  what: row.what,
  source: row.source,
  eventId: row.eventId,
  aggregateVersion: row.aggregateVersion,
  detail: row.detail,
  hash: row.hash,
});

const isIntact = (entries: readonly HistoryEntry[], previous: string): boolean => {
  let before = previous;
  return entries.every(({ hash, ...entry }) => {
    const expected = hashOf(entry, before);
    before = hash;
    return hash === expected;
  });
};

/** `rows` begin with the entry `after`, when there is one, which is proven by nothing and not shown. */
export const historyAnswer = (
  orderId: string,
  rows: readonly OrderHistoryEntity[],
  after: number,
  limit: number,
): HistoryAnswer => {
  const all = rows.map(entryOf);
  const previous = after > 0 ? (all[0]?.hash ?? '') : NO_HISTORY.hash;
  const page = after > 0 ? all.slice(1) : all;
  const dense = page.every(({ entry }, index) => entry === after + 1 + index);
  return {
    orderId,
    entries: page.map(({ orderId: _, ...entry }) => entry),
    intact: dense && isIntact(page, previous),
    next: page.length < limit ? null : (page.at(-1)?.entry ?? null),
  };
};
