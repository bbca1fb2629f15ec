import type { Client } from 'pg';
import { MIGRATIONS, nameOf } from '../stores/services.js';
import { schemaOf } from '@okuru/platform';
import { SERVICES } from '@okuru/contracts';
import type { ServiceStore } from '../stores/store.js';
import { migrationsOf } from '../stores/tables.js';
import type { Finding } from './finding.js';

const CLOCK_DOUBT_MS = 1_000;
const CLOCK_ILL_MS = 60_000;
const SERVER_VERSION_MIN = 150_000;
const GIB = 1_073_741_824;

/** The database below a service: its version, clock, role, migrations, and what an upgrade left half done. */
export const examineDatabase = async (
  client: Client,
  store: ServiceStore,
  production: boolean,
): Promise<Finding[]> => [
  await clock(client, store),
  await server(client, store),
  await role(client, store, production),
  await migrations(client, store),
  await halfDone(client, store),
];

const clock = async (client: Client, { name }: ServiceStore): Promise<Finding> => {
  const asked = Date.now();
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const answered = Date.now();
  // Half of the way there and back is not the clock's fault.
  const apartMs = Math.max(
    0,
    Math.abs((rows[0]?.now.getTime() ?? 0) - (asked + answered) / 2) - (answered - asked) / 2,
  );
  return {
    part: name,
    check: 'clock',
    verdict: apartMs > CLOCK_ILL_MS ? 'ill' : apartMs > CLOCK_DOUBT_MS ? 'doubt' : 'well',
    says:
      apartMs > CLOCK_DOUBT_MS
        ? `The clocks here and at the database are ${(apartMs / 1000).toFixed(1)} s apart: set them by NTP.`
        : 'The clocks here and at the database agree to a second.',
  };
};

const server = async (client: Client, { name }: ServiceStore): Promise<Finding> => {
  const { rows } = await client.query<{ version: number; bytes: string }>(
    `SELECT current_setting('server_version_num')::int AS version, pg_database_size(current_database())::text AS bytes`,
  );
  const { version, bytes } = rows[0]!;
  const size = `${(Number(bytes) / GIB).toFixed(2)} GiB`;
  if (version < SERVER_VERSION_MIN)
    return {
      part: name,
      check: 'server',
      verdict: 'ill',
      says: `PostgreSQL ${Math.floor(version / 10_000)} is older than 15: upgrade it.`,
    };
  return {
    part: name,
    check: 'server',
    verdict: 'well',
    says: `PostgreSQL ${Math.floor(version / 10_000)} holds ${size}; a backup and a restore need as much room again at most.`,
  };
};

const role = async (
  client: Client,
  { name, schema }: ServiceStore,
  production: boolean,
): Promise<Finding> => {
  const { rows } = await client.query<{ role: string; all: boolean; readable: string[] | null }>(
    `SELECT current_user AS role, rolsuper AS "all",
       (SELECT array_agg(nspname::text ORDER BY nspname) FROM pg_namespace
        WHERE nspname = ANY ($1::text[]) AND nspname <> $2 AND has_schema_privilege(oid, 'USAGE')) AS readable
     FROM pg_roles WHERE rolname = current_user`,
    [SERVICES.map(schemaOf), schema],
  );
  const { role: who, all, readable } = rows[0]!;
  if (production && all)
    return {
      part: name,
      check: 'role',
      verdict: 'doubt',
      says: `The service is the superuser ${who}: give it a role of its own that owns ${schema} and nothing else.`,
    };
  if (production && readable)
    return {
      part: name,
      check: 'role',
      verdict: 'doubt',
      says: `Role ${who} reaches into ${readable.join(', ')}: give each service a role of its own.`,
    };
  return { part: name, check: 'role', verdict: 'well', says: `The service is ${who}.` };
};

const migrations = async (client: Client, { name, schema }: ServiceStore): Promise<Finding> => {
  const applied = await migrationsOf(client, schema);
  const known = MIGRATIONS[name].map(nameOf);
  const strange = applied.filter((each) => !known.includes(each));
  const missing = known.filter((each) => !applied.includes(each));
  const found = { part: name, check: 'migrations' };
  if (strange.length > 0)
    return {
      ...found,
      verdict: 'ill',
      says: `The schema is newer than this program (${strange.join(', ')}): use the newer program.`,
    };
  if (missing.length > 0)
    return {
      ...found,
      verdict: 'doubt',
      says: `${missing.length} migrations are due (${missing.join(', ')}): they run when the service starts.`,
    };
  return { ...found, verdict: 'well', says: `All ${applied.length} migrations are applied.` };
};

/** What a migration by hand or a broken upgrade leaves: an index that is not used, a constraint that was never checked. */
const halfDone = async (client: Client, { name, schema }: ServiceStore): Promise<Finding> => {
  const { rows } = await client.query<{ what: string }>(
    `SELECT 'index ' || c.relname AS what FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = to_regnamespace($1) AND NOT i.indisvalid
     UNION ALL
     SELECT 'constraint ' || conname FROM pg_constraint WHERE connamespace = to_regnamespace($1) AND NOT convalidated`,
    [schema],
  );
  return {
    part: name,
    check: 'schema',
    verdict: rows.length > 0 ? 'ill' : 'well',
    says:
      rows.length > 0
        ? `${rows.map(({ what }) => what).join(', ')} is not valid: REINDEX or VALIDATE it.`
        : 'Every index and constraint is valid.',
  };
};
