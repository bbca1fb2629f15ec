import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { embeddedPostgres, type EmbeddedPostgres } from '../database/embedded-postgres.js';
import { createRoles, dropRoles, roleEnvironment, type RoleUrls, roleUrls } from '../database/roles/index.js';

export interface TestDatabase {
  readonly url: string;
  /** `andThen` is done once it is gone, while its server still runs. */
  drop(andThen?: () => Promise<void>): Promise<void>;
}

/**
 * A fresh database for each call, empty or a copy of a template: on OKURU_TEST_DATABASE_URL (which Jest's global setup
 * sets) when there is one, else on a server of this process that runs while it has databases. Copied as files: through
 * the write-ahead log, as is usual, an empty one took three times as long.
 */
export const testDatabase = async (template = 'template1'): Promise<TestDatabase> => {
  const given = process.env.OKURU_TEST_DATABASE_URL;
  const held = given ? undefined : await holdServer();
  const serverUrl = given ?? held?.url ?? '';
  const name = `okuru_test_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl, (server) =>
    server.query(`create database ${name} template ${template} strategy file_copy`),
  );
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  let dropped = false;
  return {
    url: url.toString(),
    async drop(andThen) {
      if (dropped) return;
      dropped = true;
      await onServer(serverUrl, (server) => server.query(`drop database if exists ${name} with (force)`));
      await andThen?.();
      if (held) await releaseServer();
    },
  };
};

export interface DatabaseWithRoles extends TestDatabase {
  /** The addresses of the services' own roles by the name of their variable, and no address of an administrator. */
  readonly environment: Readonly<Record<string, string>>;
  readonly roles: RoleUrls;
}

/** A fresh database in which each service has a role of its own; `url` is an administrator's. */
export const databaseWithRoles = async (): Promise<DatabaseWithRoles> => {
  const database = await testDatabase();
  const name = new URL(database.url).pathname.slice(1);
  const roles = roleUrls(database.url, name);
  await createRoles(database.url, roles);
  const elsewhere = new URL(database.url);
  elsewhere.pathname = '/postgres';
  return {
    ...database,
    roles,
    environment: roleEnvironment(roles),
    async drop() {
      await database.drop(() => dropRoles(elsewhere.toString(), roles));
    },
  };
};

/** A throw-away server; Jest's global setup starts one for the whole run. */
export const startTestServer = (): Promise<EmbeddedPostgres> =>
  embeddedPostgres({ dir: join(tmpdir(), `okuru-test-${randomBytes(6).toString('hex')}`), temporary: true });

/** Of one run of Jest, whose global teardown drops them. */
export const templatesOf = (run: string): string => `okuru_template_${run}`;

/** What a run leaves on a server that is not its own. */
export const dropTemplates = (url: string, run: string): Promise<void> =>
  onServer(url, async (server) => {
    const { rows } = await server.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [templatesOf(run)],
    );
    for (const { name } of rows) await server.query(`drop database if exists ${name} with (force)`);
  });

let running: Promise<EmbeddedPostgres> | undefined;
let holders = 0;

const holdServer = (): Promise<EmbeddedPostgres> => {
  holders += 1;
  running ??= startTestServer();
  return running;
};

const releaseServer = async (): Promise<void> => {
  holders -= 1;
  if (holders > 0) return;
  const last = running;
  running = undefined;
  await (await last)?.stop();
};

/** Names of databases cannot be parameters: all are made here and in `migrated-database.ts`, of letters, digits and `_`. */
export const onServer = async <T>(url: string, work: (server: pg.Client) => Promise<T>): Promise<T> => {
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
};
