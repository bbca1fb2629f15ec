import { prepared } from '../database/prepared.js';
import type { Query } from '../database/transaction.js';
import { type PassedOver, recallPassedOver } from './passed-over.js';
import type { Place } from './place.js';

/** Of the consumer, topic and partition in the first three parameters. */
export const FENCE_LOCKED = `
  SELECT next_offset, ctid AS version FROM consumer_fence
  WHERE consumer = $1 AND topic = $2 AND partition = $3 FOR UPDATE`;
const LOCK = prepared(`
  WITH fence AS (${FENCE_LOCKED}) SELECT next_offset::float8 AS "nextOffset" FROM fence`);

const SET_UP = `
  INSERT INTO consumer_fence (consumer, topic, partition, next_offset) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING`;

const ADVANCE = prepared(`
  UPDATE consumer_fence SET next_offset = $4 WHERE consumer = $1 AND topic = $2 AND partition = $3`);

/** At an offset that was passed before only when somebody set the fence back by hand: both are remembered then. */
const ADVANCE_PAST = prepared(`
  WITH passed AS (
    INSERT INTO passed_over AS known (consumer, topic, partition, first_offset, event_ids) VALUES ($1, $2, $3, $5, $6)
    ON CONFLICT (consumer, topic, partition, first_offset)
      DO UPDATE SET event_ids = known.event_ids || excluded.event_ids, passed_at = now()
  )
  UPDATE consumer_fence SET next_offset = $4 WHERE consumer = $1 AND topic = $2 AND partition = $3`);

/**
 * Locks the consumer's own word of where it stands and answers the offset it expects next. Whoever wakes up after
 * another took over waits here and then sees how far the other has come. A consumer that never stood here begins at
 * the offset it was given.
 */
export const lockFence = async (query: Query, place: Place, firstOffset: number): Promise<number> => {
  const key = [place.consumer, place.topic, place.partition];
  let [fence] = await query<{ nextOffset: number }>(LOCK, key);
  if (!fence) {
    await query(SET_UP, [...key, firstOffset]);
    [fence] = await query<{ nextOffset: number }>(LOCK, key);
  }
  return fence?.nextOffset ?? firstOffset;
};

/** Moves on, and remembers what of the records in between was passed over. */
export const advanceFence = async (
  query: Query,
  { consumer, topic, partition }: Place,
  nextOffset: number,
  passedOver?: PassedOver,
): Promise<void> => {
  const step = [consumer, topic, partition, nextOffset];
  if (!passedOver || passedOver.eventIds.length === 0) await query(ADVANCE, step);
  else await query(ADVANCE_PAST, [...step, passedOver.firstOffset, passedOver.eventIds]);
};

/**
 * An operator's conscious decision after an alarm (a topic was re-created, records are lost): the consumer goes on at
 * the given offset, or begins anew where the log delivers when none is given.
 */
export const moveFence = async (query: Query, place: Place, nextOffset?: number): Promise<void> => {
  const key = [place.consumer, place.topic, place.partition];
  await recallPassedOver(query, place);
  if (nextOffset === undefined) {
    await query('DELETE FROM consumer_fence WHERE consumer = $1 AND topic = $2 AND partition = $3', key);
  } else {
    await advanceFence(query, place, nextOffset);
  }
};
