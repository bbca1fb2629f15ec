import { prepared, type Transaction } from '@okuru/platform';
import type { HistoryEntry } from './history.js';

const INSERT = prepared(`
  INSERT INTO order_history (order_id, entry, at, what, source, event_id, aggregate_version, detail, hash)
  SELECT order_id, entry, at, what, source, event_id, aggregate_version, detail, hash
  FROM ROWS FROM (
    unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::integer[], $8::text[]),
    jsonb_array_elements($9::jsonb)
  ) AS told (order_id, entry, at, what, source, event_id, aggregate_version, hash, detail)`);

export const insertHistory = async (
  tx: Pick<Transaction, 'query'>,
  entries: readonly HistoryEntry[],
): Promise<void> => {
  if (entries.length === 0) return;
  await tx.query(INSERT, [
    entries.map(({ orderId }) => orderId),
    entries.map(({ entry }) => entry),
    entries.map(({ at }) => at),
    entries.map(({ what }) => what),
    entries.map(({ source }) => source),
    entries.map(({ eventId }) => eventId),
    entries.map(({ aggregateVersion }) => aggregateVersion),
    entries.map(({ hash }) => hash),
    JSON.stringify(entries.map(({ detail }) => detail)),
  ]);
};
