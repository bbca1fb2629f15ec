import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DatabaseOwner } from '../../config/config.js';
import { DATABASE_OWNERS, databaseVariableOf } from './owned-schemas.js';
import { rolesSql } from './roles-sql.js';
import { scramVerifier } from './scram-verifier.js';

const CONNECT_MS_MAX = 10_000;
const PASSWORD_BYTES = 24;
/** PostgreSQL cuts longer names. */
const ROLE_NAME_LENGTH_MAX = 63;
/** Roles are shared by all databases of a server, so two shops on one server take turns here. "okur" in ASCII. */
const ADVISORY_LOCK = 0x6f6b7572;

/** The address of each owner's own role. */
export type RoleUrls = Readonly<Record<DatabaseOwner, string>>;

/**
 * Addresses with random passwords on the administrator's server and database. `prefix` begins the names of the roles: two
 * shops on one server need two.
 */
export const roleUrls = (adminUrl: string, prefix = 'okuru'): RoleUrls =>
  Object.fromEntries(
    DATABASE_OWNERS.map((owner) => {
      const url = new URL(adminUrl);
      url.username = roleName(prefix, owner);
      url.password = randomBytes(PASSWORD_BYTES).toString('hex');
      return [owner, url.toString()];
    }),
  ) as Record<DatabaseOwner, string>;

/** The addresses by the name of their variable. */
export const roleEnvironment = (urls: RoleUrls): Record<string, string> =>
  Object.fromEntries(DATABASE_OWNERS.map((owner) => [databaseVariableOf(owner), urls[owner]]));

const roleName = (prefix: string, owner: DatabaseOwner): string => {
  const name = `${prefix}_${owner.replace('-', '_')}`;
  if (name.length > ROLE_NAME_LENGTH_MAX)
    throw new Error(`The role ${name} has a name longer than ${ROLE_NAME_LENGTH_MAX} characters.`);
  return name;
};

/** The script for the roles that the addresses name. Throws when one lacks a user or a password, or two differ in database. */
export const rolesSqlOf = (urls: RoleUrls): string => {
  const parts = DATABASE_OWNERS.map((owner) => ({ owner, url: new URL(urls[owner]) }));
  const databases = new Set(parts.map(({ url }) => databaseOf(url)));
  if (databases.size > 1)
    throw new Error(
      `The roles are in several databases (${[...databases].join(', ')}): make them one by one.`,
    );
  const names = new Set(parts.map(({ url }) => url.username));
  if (names.size < parts.length) throw new Error('Two addresses name the same role.');
  const faulty = parts.find(({ url }) => url.username === '' || url.password === '');
  if (faulty) throw new Error(`The address of ${faulty.owner} names no user or no password.`);
  return rolesSql(
    [...databases].join(''),
    parts.map(({ owner, url }) => ({
      owner,
      name: decodeURIComponent(url.username),
      verifier: scramVerifier(decodeURIComponent(url.password)),
    })),
  );
};

const databaseOf = (url: URL): string => decodeURIComponent(url.pathname.slice(1)) || 'postgres';

/** Makes the roles, or brings them up to date with these passwords. All or nothing. */
export const createRoles = (adminUrl: string, urls: RoleUrls): Promise<void> =>
  asAdmin(adminUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await client.query(rolesSqlOf(urls));
    await client.query('COMMIT');
  });

/** Once their database is gone. */
export const dropRoles = (adminUrl: string, urls: RoleUrls): Promise<void> =>
  asAdmin(adminUrl, async (client) => {
    const names = Object.values(urls).map((url) => pg.escapeIdentifier(new URL(url).username));
    await client.query(removalOf(names));
  });

const removalOf = (names: readonly string[]): string => `DROP ROLE IF EXISTS ${names.join(', ')}`;

const asAdmin = async (adminUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: CONNECT_MS_MAX });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};
