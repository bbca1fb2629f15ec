import { prepared } from '../database/prepared.js';
import type { Query } from '../database/transaction.js';

/** A key whose events wait because one of them could not be handled. */
export interface ParkedKey {
  readonly consumer: string;
  readonly topic: string;
  readonly key: string;
}

const LOCK_AMONG = prepared(`
  SELECT key FROM parked_key WHERE consumer = $1 AND topic = $2 AND key = ANY ($3::text[]) ORDER BY key FOR UPDATE`);

const PARK = `
  INSERT INTO parked_key (consumer, topic, key) SELECT $1::text, $2::text, unnest($3::text[]) ON CONFLICT DO NOTHING`;

const LOCK_ONE =
  'SELECT 1 AS locked FROM parked_key WHERE consumer = $1 AND topic = $2 AND key = $3 FOR UPDATE';

const UNPARK = 'DELETE FROM parked_key WHERE consumer = $1 AND topic = $2 AND key = $3';

/** Answers which of the keys are parked and keeps them so until the transaction ends: a redrive waits meanwhile. */
export const lockParkedAmong = async (
  query: Query,
  { consumer, topic }: Pick<ParkedKey, 'consumer' | 'topic'>,
  keys: readonly string[],
): Promise<Set<string>> =>
  new Set((await query<{ key: string }>(LOCK_AMONG, [consumer, topic, keys])).map(({ key }) => key));

export const parkKeys = async (
  query: Query,
  { consumer, topic }: Pick<ParkedKey, 'consumer' | 'topic'>,
  keys: readonly string[],
): Promise<void> => {
  await query(PARK, [consumer, topic, keys]);
};

/** Answers whether the key is parked; if so the consumer waits before it until the transaction ends. */
export const lockParked = async (query: Query, { consumer, topic, key }: ParkedKey): Promise<boolean> =>
  (await query(LOCK_ONE, [consumer, topic, key])).length === 1;

export const unpark = async (query: Query, { consumer, topic, key }: ParkedKey): Promise<void> => {
  await query(UNPARK, [consumer, topic, key]);
};
