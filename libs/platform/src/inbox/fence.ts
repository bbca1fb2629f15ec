import { prepared } from '../database/prepared.js';
import type { Query } from '../database/transaction.js';
import type { Place } from './place.js';

const LOCK = prepared(`
  SELECT next_offset::text AS "nextOffset" FROM consumer_fence
  WHERE consumer = $1 AND topic = $2 AND partition = $3 FOR UPDATE`);

const SET_UP = `
  INSERT INTO consumer_fence (consumer, topic, partition, next_offset) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING`;

const ADVANCE = prepared(`
  UPDATE consumer_fence SET next_offset = $4 WHERE consumer = $1 AND topic = $2 AND partition = $3`);

/**
 * Locks the consumer's own word of where it stands and answers the offset it expects next. Whoever wakes up after
 * another took over waits here and then sees how far the other has come. A consumer that never stood here begins at
 * the offset it was given.
 */
export const lockFence = async (query: Query, place: Place, firstOffset: number): Promise<number> => {
  const key = [place.consumer, place.topic, place.partition];
  let [fence] = await query<{ nextOffset: string }>(LOCK, key);
  if (!fence) {
    await query(SET_UP, [...key, firstOffset]);
    [fence] = await query<{ nextOffset: string }>(LOCK, key);
  }
  return Number(fence?.nextOffset ?? firstOffset);
};

export const advanceFence = async (query: Query, place: Place, nextOffset: number): Promise<void> => {
  await query(ADVANCE, [place.consumer, place.topic, place.partition, nextOffset]);
};

/**
 * An operator's conscious decision after an alarm (a topic was re-created, records are lost): the consumer goes on at
 * the given offset, or begins anew where the log delivers when none is given.
 */
export const moveFence = async (query: Query, place: Place, nextOffset?: number): Promise<void> => {
  const key = [place.consumer, place.topic, place.partition];
  if (nextOffset === undefined) {
    await query('DELETE FROM consumer_fence WHERE consumer = $1 AND topic = $2 AND partition = $3', key);
  } else {
    await advanceFence(query, place, nextOffset);
  }
};
