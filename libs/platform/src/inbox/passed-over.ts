import { prepared } from '../database/prepared.js';
import type { Query } from '../database/transaction.js';
import type { Place } from './place.js';

/** What a consumer left to others of consecutive records. */
export interface PassedOver {
  /** Offset of the first of the records. */
  readonly firstOffset: number;
  readonly eventIds: readonly string[];
}

/** Batches of one place follow each other, so the one that begins last at or before an offset holds it. */
const OF_OFFSETS = prepared(`
  SELECT unnest(event_ids) AS id FROM passed_over
  WHERE consumer = $1 AND topic = $2 AND partition = $3 AND first_offset <= $5 AND first_offset >= coalesce((
    SELECT max(first_offset) FROM passed_over
    WHERE consumer = $1 AND topic = $2 AND partition = $3 AND first_offset <= $4), $4)`);

const recall = (condition: string): string => `
  WITH recalled AS (
    DELETE FROM passed_over WHERE ${condition} RETURNING consumer, event_ids, passed_at
  )
  INSERT INTO inbox (event_id, consumer, heard_at)
  SELECT id, consumer, min(passed_at) FROM recalled CROSS JOIN LATERAL unnest(event_ids) AS id GROUP BY id, consumer
  ON CONFLICT DO NOTHING`;

const RECALL_AT = recall('consumer = $1 AND topic = $2 AND partition = $3');
const RECALL_ALL = recall('true');

/** Ids of what was passed over at the place between two offsets, both included; others of the same batches may be among them. */
export const passedOverAt = async (
  query: Query,
  { consumer, topic, partition }: Place,
  first: number,
  last: number,
): Promise<string[]> =>
  (await query<{ id: string }>(OF_OFFSETS, [consumer, topic, partition, first, last])).map(({ id }) => id);

/**
 * Writes into the inbox what was passed over, since a fence is about to be moved or dropped: what comes again then is no
 * longer known by its place, and a service must not act on an old fact that it began to hear of only since.
 */
export const recallPassedOver = async (query: Query, place?: Place): Promise<void> => {
  if (place) await query(RECALL_AT, [place.consumer, place.topic, place.partition]);
  else await query(RECALL_ALL);
};
