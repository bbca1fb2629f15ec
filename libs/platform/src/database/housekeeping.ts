import type { Query } from './transaction.js';
import type { UnitOfWork } from './unit-of-work.js';

/** Rows deleted in one transaction: short locks, small write-ahead log bursts. */
const ROWS_PER_BATCH_MAX = 5_000;
/** Batches in one go; what is left is for the next. */
const BATCHES_MAX = 200;

/** How long rows are kept, milliseconds on the database's clock. */
export interface Retention {
  /** Of the inbox and of what was passed over. Must outlive the log's retention, else an event delivered again would be taken for a stranger's. */
  readonly inboxMs: number;
  /** Of dead letters that were replayed or discarded; open ones are kept for ever. */
  readonly settledLettersMs: number;
  /** Of the archive of facts; undefined keeps it for ever. */
  readonly eventsMs?: number;
  /** Of answers kept for repeated requests; undefined where the service has no table `operation`. */
  readonly operationsMs?: number;
  /** Tables of the service's own whose rows say in `delete_at` when they go. */
  readonly expiring?: readonly string[];
}

const DAY_MS = 86_400_000;
export const RETENTION: Retention = { inboxMs: 30 * DAY_MS, settledLettersMs: 90 * DAY_MS };
/** Housekeeping is never done more often than this, whatever the divisor. */
const BETWEEN_ROUNDS_MS_MIN = 5_000;

export const shortened = (retention: Retention, divisor: number): Retention =>
  Object.fromEntries(
    Object.entries(retention).map(([name, kept]) => [name, typeof kept === 'number' ? kept / divisor : kept]),
  ) as unknown as Retention;
export const betweenRounds = (everyMs: number, divisor: number): number =>
  divisor === 1 ? everyMs : Math.max(BETWEEN_ROUNDS_MS_MIN, everyMs / divisor);

/** A request repeated later than this counts as a new one; scanners and storefronts repeat within minutes. */
export const OPERATIONS_KEPT_MS = 30 * DAY_MS;

const OLD_HEARD = `
  DELETE FROM inbox WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM inbox WHERE heard_at < now() - $1 * interval '1 millisecond' ORDER BY heard_at LIMIT $2))
  RETURNING 1`;

/** By the batch, so few rows. */
const OLD_PASSED_OVER = `
  DELETE FROM passed_over WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM passed_over WHERE passed_at < now() - $1 * interval '1 millisecond' ORDER BY passed_at LIMIT $2))
  RETURNING 1`;

const OLD_SETTLED = `
  DELETE FROM dead_letter WHERE id = ANY (ARRAY(
    SELECT id FROM dead_letter
    WHERE state IN ('replayed', 'discarded') AND settled_at < now() - $1 * interval '1 millisecond'
    ORDER BY settled_at LIMIT $2))
  RETURNING 1`;

/** What still waits to be sent is kept whatever its age; so is each key's version, in event_head. */
const OLD_EVENTS = `
  DELETE FROM event WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM event
    WHERE time < now() - $1 * interval '1 millisecond' AND NOT EXISTS (SELECT FROM outbox WHERE event_id = event.id) LIMIT $2))
  RETURNING 1`;

/**
 * With the key, which bears passing facts only and would otherwise be remembered for ever. A statement does not see what
 * it deletes, so a key goes with the last of its facts that are left.
 */
const OLD_PASSING = `
  WITH gone AS (
    DELETE FROM event WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM event
      WHERE passing AND time < now() - $1 * interval '1 millisecond' AND NOT EXISTS (SELECT FROM outbox WHERE event_id = event.id) LIMIT $2))
    RETURNING id, key
  ), forgotten AS (
    DELETE FROM event_head AS head USING gone WHERE head.key = gone.key
      AND NOT EXISTS (SELECT FROM event AS left_over WHERE left_over.key = gone.key AND left_over.id NOT IN (SELECT id FROM gone))
  )
  SELECT FROM gone`;
const PASSING_KEPT_MS = 3_600_000;

const OLD_OPERATIONS = `
  DELETE FROM operation WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM operation WHERE at < now() - $1 * interval '1 millisecond' ORDER BY at LIMIT $2))
  RETURNING 1`;

/** By its index on `delete_at`. */
const expiredRows = (table: string): string => `
  DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${table} WHERE delete_at < now() - $1 * interval '1 millisecond' ORDER BY delete_at LIMIT $2))
  RETURNING 1`;

/** What runs in batches, by the table; each takes an age in milliseconds and a number of rows. */
export const BATCHES = {
  inbox: OLD_HEARD,
  passed_over: OLD_PASSED_OVER,
  dead_letter: OLD_SETTLED,
  event: OLD_PASSING,
  operation: OLD_OPERATIONS,
} as const;

/** Answers how many rows were deleted. The outbox needs none: a row goes when its fact is sent. */
export const keepHouse = async (
  unitOfWork: UnitOfWork,
  { inboxMs, settledLettersMs, eventsMs, operationsMs, expiring = [] }: Retention = RETENTION,
): Promise<{
  heard: number;
  passedOver: number;
  settledLetters: number;
  events: number;
  passing: number;
  operations: number;
  expired: number;
}> => ({
  heard: await deleteOld(unitOfWork, OLD_HEARD, inboxMs),
  passedOver: await deleteOld(unitOfWork, OLD_PASSED_OVER, inboxMs),
  settledLetters: await deleteOld(unitOfWork, OLD_SETTLED, settledLettersMs),
  events: await deleteOld(unitOfWork, OLD_EVENTS, eventsMs),
  passing: await deleteOld(unitOfWork, OLD_PASSING, PASSING_KEPT_MS),
  operations: await deleteOld(unitOfWork, OLD_OPERATIONS, operationsMs),
  expired: await deleteExpired(unitOfWork, expiring),
});

const deleteExpired = async (unitOfWork: UnitOfWork, tables: readonly string[]): Promise<number> => {
  let deleted = 0;
  for (const table of tables) deleted += await deleteOld(unitOfWork, expiredRows(table), 0);
  return deleted;
};

/** undefined: for ever. */
const deleteOld = async (
  unitOfWork: UnitOfWork,
  sql: string,
  olderThanMs: number | undefined,
): Promise<number> => {
  if (olderThanMs === undefined) return 0;
  let deleted = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const rows = await unitOfWork.run((tx: { query: Query }) =>
      tx.query(sql, [olderThanMs, ROWS_PER_BATCH_MAX]),
    );
    deleted += rows.length;
    if (rows.length < ROWS_PER_BATCH_MAX) break;
  }
  return deleted;
};
