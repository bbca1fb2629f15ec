import type { DeliveredRecord } from '../event-log/event-log.js';
import type { Query } from '../database/transaction.js';
import type { Place } from '../inbox/place.js';
import type { DeadReason, DeadState } from './dead-letter.js';
import type { ParkedKey } from './parked-keys.js';

/** A record that was set aside, as staff see it: without its data. */
export interface DeadLetter {
  /** Rises in the order in which records of a key were set aside. */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Events of one key wait for each other. */
  readonly key: string;
  readonly eventId: string;
  /** Catalogue name; empty when the record does not tell. */
  readonly type: string;
  readonly state: DeadState;
  readonly reason: DeadReason;
  readonly fault: string;
  readonly tries: number;
  readonly deadAt: Date;
  readonly settledAt: Date | null;
  readonly settledNote: string | null;
}

/** What is needed to handle a dead letter again. */
export interface KeptRecord {
  readonly letter: DeadLetter;
  readonly place: Place;
  readonly record: DeliveredRecord;
  /** False when only the beginning of the record was kept. */
  readonly whole: boolean;
}

/** The id is text outside, so an order by it must name the table's: as text 1000 comes before 999. */
const COLUMNS = `id::text, topic, partition, "offset"::float8 AS "offset", key, event_id AS "eventId", type, state, reason, fault, tries,
  dead_at AS "deadAt", settled_at AS "settledAt", settled_note AS "settledNote"`;

const FIND = `SELECT ${COLUMNS} FROM dead_letter WHERE consumer = $1 AND id = $2`;

const LIST = `SELECT ${COLUMNS} FROM dead_letter WHERE consumer = $1 AND state = ANY ($2::text[]) AND id > $3 ORDER BY dead_letter.id LIMIT $4`;

const OPEN_OF_KEY = `
  SELECT ${COLUMNS} FROM dead_letter
  WHERE consumer = $1 AND topic = $2 AND key = $3 AND state IN ('dead', 'waiting') ORDER BY dead_letter.id LIMIT $4`;

const FIRST_OPEN = `
  SELECT ${COLUMNS}, record_key, headers, value, value_cut FROM dead_letter
  WHERE consumer = $1 AND topic = $2 AND key = $3 AND state IN ('dead', 'waiting') ORDER BY dead_letter.id LIMIT 1 FOR UPDATE`;

const COUNT_OPEN = `
  SELECT count(*)::int AS open FROM dead_letter WHERE consumer = $1 AND topic = $2 AND key = $3 AND state IN ('dead', 'waiting')`;

const SETTLE = `
  UPDATE dead_letter SET state = $2, settled_at = now(), settled_note = $3
  WHERE id = $1 AND state IN ('dead', 'waiting') RETURNING id`;

const FAILED_AGAIN = `
  UPDATE dead_letter SET state = 'dead', reason = CASE WHEN reason = 'key-parked' THEN 'handler-failed' ELSE reason END,
    fault = $2, tries = tries + 1
  WHERE id = $1 AND state IN ('dead', 'waiting')`;

interface KeptRow extends DeadLetter {
  readonly record_key: Buffer;
  readonly headers: Record<string, string>;
  readonly value: Buffer;
  readonly value_cut: boolean;
}

export const findLetter = async (
  query: Query,
  consumer: string,
  id: string,
): Promise<DeadLetter | undefined> => (await query<DeadLetter>(FIND, [consumer, id]))[0];

/** In order of id, beginning after the given one. */
export const listLetters = (
  query: Query,
  consumer: string,
  {
    states,
    after,
    limit,
  }: { readonly states: readonly DeadState[]; readonly after: string; readonly limit: number },
): Promise<DeadLetter[]> => query<DeadLetter>(LIST, [consumer, states, after, limit]);

/** What waits under a key, in order. */
export const openLettersOf = (
  query: Query,
  { consumer, topic, key }: ParkedKey,
  limit: number,
): Promise<DeadLetter[]> => query<DeadLetter>(OPEN_OF_KEY, [consumer, topic, key, limit]);

export const countOpenOf = async (query: Query, { consumer, topic, key }: ParkedKey): Promise<number> =>
  (await query<{ open: number }>(COUNT_OPEN, [consumer, topic, key]))[0]?.open ?? 0;

/** The record to replay next, locked. */
export const firstOpenOf = async (
  query: Query,
  { consumer, topic, key }: ParkedKey,
): Promise<KeptRecord | undefined> => {
  const [row] = await query<KeptRow>(FIRST_OPEN, [consumer, topic, key]);
  if (!row) return undefined;
  const { record_key, headers, value, value_cut, ...letter } = row;
  return {
    letter,
    place: { consumer, topic, partition: letter.partition },
    record: { offset: letter.offset, key: record_key.toString(), headers, value: value.toString() },
    whole: !value_cut,
  };
};

/** Answers false when somebody else settled it first. */
export const settleLetter = async (
  query: Query,
  id: string,
  state: 'replayed' | 'discarded',
  note: string,
): Promise<boolean> => (await query(SETTLE, [id, state, note])).length === 1;

export const noteFailedAgain = async (query: Query, id: string, fault: string): Promise<void> => {
  await query(FAILED_AGAIN, [id, fault]);
};
