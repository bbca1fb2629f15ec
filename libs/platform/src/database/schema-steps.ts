import type { QueryRunner } from 'typeorm';
import { logger } from '../telemetry/logger.js';
import { backoffMs, pause, type Backoff } from './backoff.js';
import type { Step } from './schema-change.js';
import { isTransient } from './transient.js';

/**
 * A change that waits for a lock lets everybody wait who comes after it, so it gives up soon and comes again. One outside of
 * a transaction (CREATE INDEX CONCURRENTLY) holds nobody up while it waits.
 */
const LOCK_MS_MAX = 2_000;
const LOCK_OUTSIDE_MS_MAX = 120_000;
const TRIES_MAX = 30;
const BETWEEN_TRIES: Backoff = { firstMs: 200, maxMs: 5_000 };

/** As TypeORM made it, so that older releases find what they know. */
const TABLE = `
  CREATE TABLE migration (
    id serial PRIMARY KEY,
    "timestamp" bigint NOT NULL,
    name varchar NOT NULL
  )`;
const DONE = `SELECT name FROM migration ORDER BY id`;
const REMEMBER = `INSERT INTO migration ("timestamp", name) VALUES ($1, $2)`;
const FORGET = `DELETE FROM migration WHERE name = $1`;

export type Direction = 'up' | 'down';

/** The names of the steps that were done; none in a schema without the table. */
export const stepsDone = async (runner: QueryRunner): Promise<string[]> => {
  if (!(await hasTable(runner))) return [];
  return ((await runner.query(DONE)) as { name: string }[]).map(({ name }) => name);
};

/** Does one step and remembers it in the same transaction, if it has one. Tries again while others hold what it needs. */
export const doStep = async (runner: QueryRunner, step: Step, direction: Direction): Promise<void> => {
  if (!(await hasTable(runner))) await runner.query(TABLE);
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryStep(runner, step, direction);
    } catch (fault) {
      if (!isTransient(fault) || tries >= TRIES_MAX) throw named(step, direction, fault);
      logger('migration').warn(
        { step: step.name, tries, fault },
        'others hold what a migration needs; trying again',
      );
      await pause(backoffMs(BETWEEN_TRIES, tries));
    }
  }
};

const tryStep = async (runner: QueryRunner, step: Step, direction: Direction): Promise<void> => {
  const { name, timestamp, change } = step;
  const isApart = change.transaction === false;
  if (!isApart) await runner.startTransaction();
  try {
    await runner.query(`SELECT set_config('lock_timeout', $1, false)`, [
      String(isApart ? LOCK_OUTSIDE_MS_MAX : LOCK_MS_MAX),
    ]);
    await change[direction](runner);
    await (direction === 'up' ? runner.query(REMEMBER, [timestamp, name]) : runner.query(FORGET, [name]));
    if (!isApart) await runner.commitTransaction();
  } catch (fault) {
    if (!isApart) await runner.rollbackTransaction().catch(() => undefined);
    throw fault;
  }
};

const hasTable = async (runner: QueryRunner): Promise<boolean> => {
  const [row] = (await runner.query(`SELECT to_regclass('migration') IS NOT NULL AS there`)) as {
    there: boolean;
  }[];
  return row?.there ?? false;
};

const named = ({ name }: Step, direction: Direction, fault: unknown): Error =>
  new Error(
    `The migration ${name} could not be ${direction === 'up' ? 'done' : 'taken back'}: ${String(fault)}`,
    {
      cause: fault,
    },
  );
