import type { ServiceName } from '@okuru/contracts';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { EnduringClient } from './enduring-client.js';
import { type Migration, planOf, type SchemaPlan, stepsOf, unknownContracts } from './schema-change.js';
import { holdSchema } from './schema-lock.js';
import { doStep, stepsDone } from './schema-steps.js';
import { schemaOf } from './service-database.js';

const CONNECT_MS_MAX = 20_000;

/** Where to go: the newest version when nothing is said. */
export interface SchemaGoal {
  /** Up or down to this version: a migration's name, its number, or its name without it. */
  readonly to?: string;
  /** So many steps down. */
  readonly down?: number;
  /** Says what would be done and does nothing. */
  readonly dryRun?: boolean;
  /** Going back may lose what is stored; without it such a step is refused before anything is done. */
  readonly mayLose?: boolean;
}

/**
 * Creates the service's schema and brings its tables up to date. Of several processes one does it and the others wait.
 * Steps that a newer release has done are left alone. Throws when one of them was a contract step, after which this
 * code cannot serve.
 */
export const migrate = async (
  service: ServiceName,
  url: string,
  migrations: readonly Migration[],
): Promise<void> => {
  await migrateTo(service, url, migrations);
};

/** The same to a version, also back. Each step commits by itself. Answers what was done, or would be. */
export const migrateTo = async (
  service: ServiceName,
  url: string,
  migrations: readonly Migration[],
  { dryRun = false, mayLose = false, ...goal }: SchemaGoal = {},
): Promise<SchemaPlan> => {
  const steps = stepsOf(migrations);
  const schema = schemaOf(service);
  const guard: pg.Client = new EnduringClient({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    options: '-c statement_timeout=0',
  });
  await guard.connect();
  try {
    if (!dryRun) await holdSchema(guard, schema);
    const { rowCount } = await guard.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
    if (rowCount === 0 && dryRun) return planOf(steps, [], goal);
    // Asked first, because IF NOT EXISTS wants the right to create even when there is nothing to do.
    if (rowCount === 0) await guard.query(creationOf(schema));
    return await withRunner(schema, url, async (runner) => {
      const done = await stepsDone(runner);
      const contracts = unknownContracts(steps, done);
      if (contracts.length > 0) throw new OldCodeError(service, contracts);
      const plan = planOf(steps, done, goal);
      if (dryRun) return plan;
      if (!mayLose) refuseLoss(plan);
      for (const step of plan.down) await doStep(runner, step, 'down');
      for (const step of plan.up) await doStep(runner, step, 'up');
      return plan;
    });
  } finally {
    await guard.end();
  }
};

/** A newer release took something away that this one needs. */
export class OldCodeError extends Error {
  override readonly name = 'OldCodeError';
  constructor(service: ServiceName, contracts: readonly string[]) {
    super(
      `This release is too old for the database of ${service}: ${contracts.join(', ')} took away what it uses. ` +
        `Start the newer release, or take the step back with its okuru migrate --service ${service} --down.`,
    );
  }
}

const refuseLoss = ({ down }: SchemaPlan): void => {
  const losing = down.filter(({ change }) => change.goingBackLoses !== undefined);
  if (losing.length === 0) return;
  const told = losing.map(({ name, change }) => `${name} (${change.goingBackLoses})`).join('; ');
  throw new Error(`Going back would lose what is stored: ${told}. Nothing was done.`);
};

const creationOf = (schema: string): string => `CREATE SCHEMA ${pg.escapeIdentifier(schema)}`;

/** A connection of its own: a migration may take longer than the service lets a statement take. */
const withRunner = async <T>(
  schema: string,
  url: string,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> => {
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    poolSize: 1,
    connectTimeoutMS: CONNECT_MS_MAX,
    synchronize: false,
    installExtensions: false,
    logging: false,
    extra: {
      options: `-c search_path=${schema} -c statement_timeout=0 -c timezone=UTC`,
      Client: EnduringClient,
    },
  }).initialize();
  try {
    const runner = dataSource.createQueryRunner();
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  } finally {
    await dataSource.destroy();
  }
};
