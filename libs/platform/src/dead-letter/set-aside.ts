import type { Query } from '../database/transaction.js';
import type { Place } from '../inbox/place.js';
import { KEPT_VALUE_BYTES_MAX, keptHeaders, type SetAside } from './dead-letter.js';

const OPEN_UP_TO = `
  SELECT count(*)::int AS open FROM (
    SELECT FROM dead_letter WHERE consumer = $1 AND state IN ('dead', 'waiting') LIMIT $2
  ) AS counted`;

const ADD = `
  INSERT INTO dead_letter (
    consumer, topic, partition, "offset", key, record_key, event_id, type, headers, value, value_cut, state, reason, fault, tries
  )
  SELECT $1::text, $2::text, $3::int, given."offset", given.key, given.record_key, given.event_id, given.type, given.headers::json,
    given.value, given.value_cut, given.state, given.reason, given.fault, given.tries
  FROM unnest(
    $4::bigint[], $5::text[], $6::bytea[], $7::uuid[], $8::text[], $9::text[], $10::bytea[], $11::boolean[], $12::text[], $13::text[],
    $14::text[], $15::int[]
  ) WITH ORDINALITY AS given (
    "offset", key, record_key, event_id, type, headers, value, value_cut, state, reason, fault, tries, nth
  )
  ORDER BY nth`;

/** Answers how many records the consumer has set aside and not settled, counting no further than asked. */
export const countOpen = async (query: Query, consumer: string, upTo: number): Promise<number> =>
  (await query<{ open: number }>(OPEN_UP_TO, [consumer, upTo]))[0]?.open ?? 0;

/** Sets records of one partition aside, in the given order. */
export const setAside = async (query: Query, place: Place, letters: readonly SetAside[]): Promise<void> => {
  const bodies = letters.map(({ record }) => Buffer.from(record.value));
  await query(ADD, [
    place.consumer,
    place.topic,
    place.partition,
    letters.map(({ record }) => record.offset),
    letters.map(({ key }) => key),
    letters.map(({ record }) => Buffer.from(record.key).subarray(0, KEPT_VALUE_BYTES_MAX)),
    letters.map(({ eventId }) => eventId),
    letters.map(({ type }) => type),
    letters.map(({ record }) => keptHeaders(record)),
    bodies.map((body) => body.subarray(0, KEPT_VALUE_BYTES_MAX)),
    bodies.map((body) => body.length > KEPT_VALUE_BYTES_MAX),
    letters.map(({ state }) => state),
    letters.map(({ reason }) => reason),
    letters.map(({ fault }) => fault),
    letters.map(({ tries }) => tries),
  ]);
};
