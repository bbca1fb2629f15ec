import type { ServiceName } from '@okuru/contracts';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { EnduringClient } from './enduring-client.js';
import { schemaOf } from './service-database.js';

/** The class of a migration; its name ends in the milliseconds that order it. */
export type Migration = new () => MigrationInterface;

/** Several processes of a service may start at once; the others wait this long for the one that migrates. */
const WAIT_MS_MAX = 120_000;
/** First half of the advisory lock's key, so that no other user of advisory locks is met: "okur" in ASCII. */
const LOCK_CLASS = 0x6f6b7572;
const CONNECT_MS_MAX = 5_000;

/** Creates the service's schema and brings its tables up to date. Each migration commits by itself. */
export const migrate = async (
  service: ServiceName,
  url: string,
  migrations: readonly Migration[],
): Promise<void> => {
  const schema = schemaOf(service);
  const guard: pg.Client = new EnduringClient({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    options: `-c lock_timeout=${WAIT_MS_MAX} -c statement_timeout=0`,
  });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, schema]);
    const { rowCount } = await guard.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
    // Asked first, because IF NOT EXISTS wants the right to create even when there is nothing to do.
    if (rowCount === 0) await guard.query(creationOf(schema));
    await runPending(schema, url, migrations);
  } finally {
    await guard.end();
  }
};

const creationOf = (schema: string): string => `CREATE SCHEMA ${pg.escapeIdentifier(schema)}`;

/** A connection of its own: a migration may take longer than the service lets a statement take. */
const runPending = async (schema: string, url: string, migrations: readonly Migration[]): Promise<void> => {
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    poolSize: 1,
    connectTimeoutMS: CONNECT_MS_MAX,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    extra: { options: `-c search_path=${schema} -c statement_timeout=0 -c timezone=UTC` },
  }).initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
};
