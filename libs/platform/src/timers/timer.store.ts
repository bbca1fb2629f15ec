import type { Query } from '../database/transaction.js';

/** A moment on the business clock at which something becomes due; (kind, key) is unique. */
export interface Timer {
  readonly kind: string;
  readonly key: string;
  readonly dueAt: Date;
  readonly payload?: object;
}

export interface DueTimer<Payload = unknown> {
  readonly key: string;
  readonly dueAt: Date;
  readonly payload: Payload;
}

/** A timer whose handler failed rests for 5 s, 10 s, 20 s … at most 10 minutes. */
const RETRY_SECONDS_MIN = 5;
const RETRY_SECONDS_MAX = 600;
const RETRY_DOUBLINGS_MAX = 16;

interface TimerRow {
  key: string;
  due_at: Date;
  payload: unknown;
}

export const putTimers = async (query: Query, timers: readonly Timer[]): Promise<void> => {
  const last = [...new Map(timers.map((timer) => [JSON.stringify([timer.kind, timer.key]), timer])).values()];
  if (last.length === 0) return;
  // In one order for everybody, so that two transactions over the same timers wait instead of deadlocking.
  await query(
    `INSERT INTO timer (kind, key, due_at, payload)
     SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::jsonb[]) AS given (kind, key, due_at, payload)
     ORDER BY kind, key
     ON CONFLICT (kind, key) DO UPDATE
       SET due_at = excluded.due_at, payload = excluded.payload, attempts = 0, retry_at = NULL`,
    [
      last.map(({ kind }) => kind),
      last.map(({ key }) => key),
      last.map(({ dueAt }) => dueAt),
      last.map(({ payload }) => (payload === undefined ? null : JSON.stringify(payload))),
    ],
  );
};

export const removeTimers = async (query: Query, kind: string, keys: readonly string[]): Promise<void> => {
  if (keys.length > 0)
    await query('DELETE FROM timer WHERE kind = $1 AND key = ANY ($2::text[])', [kind, keys]);
};

/** Locks timers nobody else is at work on and due by the time given, or by the database's; they stay locked until the transaction ends. */
export const lockDueTimers = async (
  query: Query,
  kind: string,
  dueBy: Date | undefined,
  limit: number,
): Promise<DueTimer[]> =>
  (
    await query<TimerRow>(
      `SELECT key, due_at, payload FROM timer
       WHERE kind = $1 AND due_at <= coalesce($2, now()) AND (retry_at IS NULL OR retry_at <= clock_timestamp())
       ORDER BY due_at, key
       LIMIT $3
       FOR UPDATE SKIP LOCKED`,
      [kind, dueBy, limit],
    )
  ).map(asDueTimer);

/** The same for one timer, when it is tried apart from its neighbours. */
export const lockDueTimer = async (
  query: Query,
  kind: string,
  key: string,
  dueBy: Date | undefined,
): Promise<DueTimer[]> =>
  (
    await query<TimerRow>(
      'SELECT key, due_at, payload FROM timer WHERE kind = $1 AND key = $2 AND due_at <= coalesce($3, now()) FOR UPDATE SKIP LOCKED',
      [kind, key, dueBy],
    )
  ).map(asDueTimer);

export const dueKeys = async (
  query: Query,
  kind: string,
  dueBy: Date | undefined,
  limit: number,
): Promise<string[]> =>
  (
    await query<{ key: string }>(
      `SELECT key FROM timer
       WHERE kind = $1 AND due_at <= coalesce($2, now()) AND (retry_at IS NULL OR retry_at <= clock_timestamp())
       ORDER BY due_at, key
       LIMIT $3`,
      [kind, dueBy, limit],
    )
  ).map(({ key }) => key);

export const putOffTimer = async (query: Query, kind: string, key: string): Promise<void> => {
  await query(
    `UPDATE timer
     SET attempts = attempts + 1,
         retry_at = clock_timestamp() + make_interval(secs => least($3 * power(2, least(attempts, $4)), $5))
     WHERE kind = $1 AND key = $2`,
    [kind, key, RETRY_SECONDS_MIN, RETRY_DOUBLINGS_MAX, RETRY_SECONDS_MAX],
  );
};

const asDueTimer = ({ key, due_at, payload }: TimerRow): DueTimer => ({ key, dueAt: due_at, payload });
