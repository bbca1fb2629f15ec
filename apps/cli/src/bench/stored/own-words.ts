import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { canonicalJson } from '@okuru/platform';
import { NO_HASH } from './copy.js';
import type { OwnWords } from './pieces.js';

/** An entry of a template's history, as it is hashed. */
export interface HashedEntry {
  readonly begins: boolean;
  readonly entry: string;
  readonly hash: string;
}

const HISTORY = `
  SELECT order_id AS "orderId", entry, at, what, source, event_id AS "eventId", aggregate_version AS "aggregateVersion",
    detail, trim(hash) AS hash
  FROM okuru_order.order_history JOIN own_order USING (order_id) ORDER BY order_id, entry`;

interface HistoryRow {
  readonly orderId: string;
  readonly entry: number;
  readonly at: Date;
  readonly hash: string;
}

/** In the order in which they are chained. Throws when one was hashed otherwise than it is here. */
export const hashedEntries = async (client: Client): Promise<HashedEntry[]> => {
  const { rows } = await client.query<HistoryRow>(HISTORY);
  let before = '';
  return rows.map(({ hash, at, ...row }) => {
    const begins = row.entry === 1;
    const entry = canonicalJson({ ...row, at: at.toISOString() });
    const own = createHash('sha256')
      .update(begins ? NO_HASH : before)
      .update(entry)
      .digest('hex');
    if (own !== hash) throw new Error(`the history of order ${row.orderId} is chained otherwise`);
    before = hash;
    return { begins, entry, hash };
  });
};

/** Throws when two ids of the templates differ in nothing but their time: their copies would be one. */
export const ownWordsOf = async (
  client: Client,
  prefix: string,
  entries: readonly HashedEntry[],
): Promise<OwnWords> => {
  const words = async (sql: string): Promise<string[]> =>
    (await client.query<{ word: string }>(sql)).rows.map(({ word }) => word);
  const ids = await words(`
    SELECT order_id::text AS word FROM own_order UNION SELECT parcel_id::text FROM own_parcel
    UNION SELECT id::text FROM own_event`);
  if (new Set(ids.map((id) => id.slice(ID_TIME))).size < ids.length)
    throw new Error('two ids of the template orders differ in their time alone');
  const keys = await client.query<{ keyId: string; stored: string }>(`
    SELECT key_id::text AS "keyId", encode(wrapped, 'hex') AS stored
    FROM okuru_key_ring.person_key WHERE subject IN (SELECT buyer_id FROM own_order)`);
  const [firstDay] = await words(`
    SELECT to_char(min(placed_at), 'YYYY-MM-DD') AS word FROM okuru_order.orders JOIN own_order USING (order_id)`);
  return {
    prefix,
    ids: new Set(ids),
    marks: new Set([
      ...(await words('SELECT decision_id AS word FROM own_decision UNION SELECT buyer_id FROM own_order')),
      ...keys.rows.map(({ keyId }) => keyId),
    ]),
    waybills: new Set(await words('SELECT tracking_number AS word FROM own_parcel')),
    hashes: new Map(entries.map(({ hash }, at) => [hash, at])),
    keys: new Map(keys.rows.map(({ keyId, stored }) => [stored, keyId])),
    firstDay: firstDay!,
  };
};

const ID_TIME = 'xxxxxxxx-xxxx'.length;
