import { prepared } from '../database/prepared.js';
import type { Query } from '../database/transaction.js';

const REMEMBER = prepared(`
  INSERT INTO inbox (event_id, consumer) SELECT unnest($1::uuid[]), $2::text
  ON CONFLICT DO NOTHING RETURNING event_id AS id`);

const KNOWN = 'SELECT event_id AS id FROM inbox WHERE event_id = ANY ($1::uuid[]) AND consumer = $2';

/** Remembers the events as heard and answers which of them were new: the producer's duplicates are not. */
export const rememberHeard = async (
  query: Query,
  consumer: string,
  ids: readonly string[],
): Promise<Set<string>> =>
  new Set((await query<{ id: string }>(REMEMBER, [ids, consumer])).map(({ id }) => id));

/** Answers which of the events have been heard before. */
export const knownOf = async (query: Query, consumer: string, ids: readonly string[]): Promise<Set<string>> =>
  new Set((await query<{ id: string }>(KNOWN, [ids, consumer])).map(({ id }) => id));
