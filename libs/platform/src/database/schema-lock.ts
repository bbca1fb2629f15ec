import type { ClientBase } from 'pg';
import { pause } from './backoff.js';

/** Several processes of a service may start at once; the others wait this long for the one that migrates. */
const WAIT_MS_MAX = 120_000;
const BETWEEN_LOOKS_MS = 100;
/** First half of the advisory lock's key, so that no other user of advisory locks is met: "okur" in ASCII. */
const LOCK_CLASS = 0x6f6b7572;

/**
 * Waits until this session alone may change the schema; the end of the session gives it back. Asked again and again
 * instead of waited for: whoever waits for an advisory lock holds a snapshot, and CREATE INDEX CONCURRENTLY, which the
 * holder may be at, waits for every snapshot older than its own.
 */
export const holdSchema = async (client: ClientBase, schema: string): Promise<void> => {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (!(await isOurs(client, schema))) {
    if (performance.now() > deadline)
      throw new Error(
        `Another process has been changing the schema ${schema} for ${WAIT_MS_MAX / 1_000} s: look at pg_stat_activity, then start again.`,
      );
    await pause(BETWEEN_LOOKS_MS);
  }
};

const isOurs = async (client: ClientBase, schema: string): Promise<boolean> => {
  const { rows } = await client.query<{ ours: boolean }>(
    'SELECT pg_try_advisory_lock($1, hashtext($2)) AS ours',
    [LOCK_CLASS, schema],
  );
  return rows[0]?.ours ?? false;
};
