import type { Query } from '../database/transaction.js';

const KNOWN = 'SELECT event_id AS id FROM inbox WHERE event_id = ANY ($1::uuid[]) AND consumer = $2';

/** Answers which of the events have been heard before. */
export const knownOf = async (query: Query, consumer: string, ids: readonly string[]): Promise<Set<string>> =>
  new Set((await query<{ id: string }>(KNOWN, [ids, consumer])).map(({ id }) => id));
