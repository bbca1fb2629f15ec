import { prepared } from '../database/prepared.js';
import type { Query } from '../database/transaction.js';
import { lockParkedAmong } from '../dead-letter/parked-keys.js';
import { FENCE_LOCKED, lockFence } from './fence.js';
import type { Place } from './place.js';

/** A record that is meant for the consumer. */
export interface Meant {
  readonly id: string;
  /** Events of one parking key wait for each other. */
  readonly key: string;
  readonly record: { readonly offset: number };
}

/** Where the consumer stands and what it has of what is meant for it. */
export interface Entered {
  readonly nextOffset: number;
  /** Ids beyond the fence that were not in the inbox and now are: the producer's duplicates were. */
  readonly unheard: ReadonlySet<string>;
  /** Keys that are parked and stay so until the transaction ends: a redrive waits meanwhile. */
  readonly parked: ReadonlySet<string>;
}

/**
 * Locks the fence, then remembers what lies beyond it, then locks the parked keys, in one statement. What the consumer
 * before it parked may not be seen by a statement that waited for its fence; `certain` is false then, for the fence
 * as the statement saw it at its beginning is not the one that it locked.
 */
const ENTER = prepared(`
  WITH fence AS MATERIALIZED (
    ${FENCE_LOCKED}
  ), heard AS (
    INSERT INTO inbox (event_id, consumer)
    SELECT id, $1 FROM fence CROSS JOIN LATERAL unnest($4::uuid[], $5::bigint[]) AS meant (id, "offset")
    WHERE "offset" >= fence.next_offset
    ON CONFLICT DO NOTHING RETURNING event_id
  ), parked AS MATERIALIZED (
    SELECT key FROM parked_key
    WHERE consumer = $1 AND topic = $2 AND key = ANY ($6::text[]) AND EXISTS (SELECT FROM fence) ORDER BY key FOR UPDATE
  )
  SELECT next_offset::float8 AS "nextOffset", (SELECT json_agg(event_id) FROM heard) AS unheard, (SELECT json_agg(key) FROM parked) AS parked,
    version = (SELECT ctid FROM consumer_fence WHERE consumer = $1 AND topic = $2 AND partition = $3) AS certain
  FROM fence`);

interface Row {
  readonly nextOffset: number;
  readonly unheard: readonly string[] | null;
  readonly parked: readonly string[] | null;
  readonly certain: boolean | null;
}

/** Enters the place for the rest of the transaction; a consumer that never stood here begins at the offset given. */
export const enter = async (
  query: Query,
  place: Place,
  firstOffset: number,
  meant: readonly Meant[],
): Promise<Entered> => {
  const nothing: ReadonlySet<string> = new Set();
  if (meant.length === 0)
    return { nextOffset: await lockFence(query, place, firstOffset), unheard: nothing, parked: nothing };
  const keys = [...new Set(meant.map(({ key }) => key))];
  const parameters = [
    place.consumer,
    place.topic,
    place.partition,
    meant.map(({ id }) => id),
    meant.map(({ record }) => record.offset),
    keys,
  ];
  let [row] = await query<Row>(ENTER, parameters);
  if (!row) {
    await lockFence(query, place, firstOffset);
    [row] = await query<Row>(ENTER, parameters);
  }
  if (!row) throw new Error('The fence was there and is gone, although it is locked.');
  return {
    nextOffset: row.nextOffset,
    unheard: new Set(row.unheard ?? []),
    parked: row.certain ? new Set(row.parked ?? []) : await lockParkedAmong(query, place, keys),
  };
};
