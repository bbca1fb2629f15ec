import { SERVICES } from '@okuru/contracts';
import pg from 'pg';
import type { DatabaseOwner } from '../../config/config.js';
import { PostgresEventLog } from '../../event-log/postgres/postgres-event-log.js';
import { openQueue } from '../../jobs/jobs-backend.js';
import { PostgresKeyRing } from '../../key-ring/postgres-key-ring.js';
import { ApiKeys } from '../../security/api-keys.js';
import { type DatabaseWithRoles, databaseWithRoles, testDatabase } from '../../testing/test-database.js';
import { migrate } from '../migrate.js';
import { platformMigrations } from '../platform-migrations.js';
import { createRoles, dropRoles, roleUrls, rolesSqlOf } from './create-roles.js';
import { DATABASE_OWNERS, OWNED_SCHEMAS } from './owned-schemas.js';

const PERMISSION_DENIED = '42501';
const TOPIC = 'order';

let database: DatabaseWithRoles;
let log: PostgresEventLog;
const clients = {} as Record<DatabaseOwner | 'admin', pg.Client>;

const connected = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};

/** Everything a shop on PostgreSQL alone makes, each part by its own role. */
const everythingMade = async (roles: DatabaseWithRoles['roles']): Promise<void> => {
  for (const service of SERVICES) {
    await migrate(service, roles[service], platformMigrations);
    const backend = { kind: 'postgres', url: roles[service], schema: `okuru_${service}_jobs` } as const;
    const faults: unknown[] = [];
    const queue = openQueue(backend, 'wake-ups', (fault) => faults.push(fault));
    await queue.add('wake-ups', {}, {});
    await queue.close();
    expect(faults).toEqual([]);
  }
  const ring = await PostgresKeyRing.open({ url: roles.platform, masterKey: Buffer.alloc(32, 7) });
  await ring.close();
  const keys = new ApiKeys(roles.platform);
  await keys.onModuleInit();
  await keys.issue({ role: 'ops', label: 'one' });
  await keys.close();
};

beforeAll(async () => {
  database = await databaseWithRoles();
  log = new PostgresEventLog({ database: database.roles['event-log'] });
  await log.install();
  await log.ensureTopic(TOPIC, 2);
  await everythingMade(database.roles);
  for (const owner of DATABASE_OWNERS) clients[owner] = await connected(database.roles[owner]);
  clients.admin = await connected(database.url);
  await clients.admin.query('CREATE TABLE public.shared (id int)');
  for (const owner of DATABASE_OWNERS) {
    const [schema] = OWNED_SCHEMAS[owner];
    await clients[owner].query(`CREATE FUNCTION ${schema}.peek() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
  }
});
afterAll(async () => {
  await Promise.all(Object.values(clients).map((client) => client.end()));
  await log.close();
  await database.drop();
});

const outcomeOf = async (client: pg.Client, sql: string): Promise<string> => {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    return 'allowed';
  } catch (fault) {
    return (fault as pg.DatabaseError).code ?? 'unknown';
  } finally {
    await client.query('ROLLBACK');
  }
};

const tablesOf = async (schemas: readonly string[]): Promise<{ table: string; column: string }[]> => {
  const { rows } = await clients.admin.query<{ table: string; column: string }>(
    `SELECT c.oid::regclass::text AS "table", (SELECT quote_ident(attname) FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY attnum LIMIT 1) AS "column"
     FROM pg_class c WHERE relnamespace = ANY ($1::regnamespace[]) AND relkind IN ('r', 'p')`,
    [schemas],
  );
  return rows;
};

const attempts = ({ table, column }: { table: string; column: string }): string[] => [
  `SELECT * FROM ${table}`,
  `INSERT INTO ${table} DEFAULT VALUES`,
  `UPDATE ${table} SET ${column} = ${column}`,
  `DELETE FROM ${table}`,
  `TRUNCATE ${table}`,
  `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`,
  `DROP TABLE ${table}`,
  `ALTER TABLE ${table} ADD COLUMN planted int`,
];

describe('the role of each owner', () => {
  it.each(DATABASE_OWNERS)('%s may nothing with the tables of any other', async (owner) => {
    const others = DATABASE_OWNERS.filter((other) => other !== owner).flatMap(
      (other) => OWNED_SCHEMAS[other],
    );
    const tables = await tablesOf(others);
    expect(tables.length).toBeGreaterThan(30);
    const allowed: string[] = [];
    for (const each of tables) {
      for (const sql of attempts(each)) {
        const outcome = await outcomeOf(clients[owner], sql);
        if (outcome !== PERMISSION_DENIED) allowed.push(`${sql}: ${outcome}`);
      }
    }
    const isService = (SERVICES as readonly string[]).includes(owner);
    // Appending looks at these three and moves the heads; no record is read.
    const appending = ['log', 'topic', 'partition_head'].map(
      (name) => `SELECT * FROM okuru_log.${name}: allowed`,
    );
    // The right to insert is there, the values are not.
    const inserting = 'INSERT INTO okuru_log.record DEFAULT VALUES: 23502';
    expect(allowed.sort()).toEqual(isService ? [inserting, ...appending].sort() : []);
  });

  it.each(DATABASE_OWNERS)(
    '%s may make nothing elsewhere, call nothing of others, and become nobody else',
    async (owner) => {
      const client = clients[owner];
      const foreign = DATABASE_OWNERS.filter((other) => other !== owner);
      const forbidden = [
        'CREATE SCHEMA planted',
        'CREATE TABLE public.planted (id int)',
        'SELECT * FROM public.shared',
        'CREATE ROLE planted',
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        ...foreign.flatMap((other) => [
          `SELECT ${OWNED_SCHEMAS[other][0]}.peek()`,
          `CREATE TABLE ${OWNED_SCHEMAS[other][0]}.planted (id int)`,
          `SET ROLE ${new URL(database.roles[other]).username}`,
        ]),
      ];
      const outcomes = [];
      for (const sql of forbidden) outcomes.push([sql, await outcomeOf(client, sql)]);
      expect(outcomes).toEqual(forbidden.map((sql) => [sql, PERMISSION_DENIED]));
      expect(await outcomeOf(client, `SELECT ${OWNED_SCHEMAS[owner][0]}.peek()`)).toBe('allowed');
    },
  );

  it('is no superuser and has none of the rights of one', async () => {
    const { rows } = await clients.admin.query(
      `SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)
         AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)`,
      [Object.values(database.roles).map((url) => new URL(url).username)],
    );
    expect(rows).toEqual([]);
  });

  it('lets a service append within its own transaction, and not read, forge the time of, change or remove a record', async () => {
    const client = clients.order;
    expect(await log.admits(client)).toBe(true);
    expect(await log.admits(clients.platform)).toBe(false);
    await client.query('BEGIN');
    await log.appendWithin(client, TOPIC, [{ key: 'a', headers: {}, value: '{}' }]);
    await client.query('COMMIT');
    const { rows } = await clients['event-log'].query('SELECT key FROM okuru_log.record');
    expect(rows).toEqual([{ key: 'a' }]);
    const forbidden = [
      'SELECT value FROM okuru_log.record',
      `INSERT INTO okuru_log.record (topic, partition, "offset", key, headers, value, appended_at)
         VALUES ('order', 0, 99, 'a', '{}', '{}', '2020-01-01')`,
      "UPDATE okuru_log.record SET value = '{}'",
      'DELETE FROM okuru_log.record',
      'UPDATE okuru_log.partition_head SET incarnation = gen_random_uuid()',
      'UPDATE okuru_log.group_cursor SET next_offset = 0',
    ];
    const outcomes = [];
    for (const sql of forbidden) outcomes.push(await outcomeOf(client, sql));
    expect(outcomes).toEqual(forbidden.map(() => PERMISSION_DENIED));
  });

  it('is another one under another name: a planted superuser is refused', async () => {
    const given = roleUrls(database.url, new URL(database.url).pathname.slice(1));
    const mighty = new URL(given.order);
    mighty.username = `${mighty.username}_mighty`;
    await clients.admin.query(`CREATE ROLE ${mighty.username} SUPERUSER`);
    await expect(createRoles(database.url, { ...given, order: mighty.toString() })).rejects.toThrow(
      'is there already and may do more than a service should',
    );
    await clients.admin.query(`DROP ROLE ${mighty.username}`);
  });
});

describe('roles in a database that was made without them', () => {
  it('take over every table, and a second time change nothing but the passwords', async () => {
    const old = await testDatabase();
    const same = Object.fromEntries(DATABASE_OWNERS.map((owner) => [owner, old.url]));
    const before = new PostgresEventLog({ database: old.url });
    await before.install();
    await before.close();
    await everythingMade(same as DatabaseWithRoles['roles']);
    const first = roleUrls(old.url, new URL(old.url).pathname.slice(1));
    const second = roleUrls(old.url, new URL(old.url).pathname.slice(1));
    await createRoles(old.url, first);
    await createRoles(old.url, second);
    await everythingMade(second);
    const owned = new PostgresEventLog({ database: second['event-log'] });
    await owned.install();
    const service = await connected(second.order);
    expect(await owned.admits(service)).toBe(true);
    const { rows } = await service.query(
      `SELECT nspname, relname, relowner::regrole::text FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname LIKE 'okuru%' AND relkind IN ('r', 'S', 'i') AND relowner = $1::regrole`,
      [new URL(old.url).username],
    );
    expect(rows).toEqual([]);
    await service.end();
    await expect(connected(first.order)).rejects.toThrow('password authentication failed');
    await owned.close();
    const elsewhere = new URL(old.url);
    elsewhere.pathname = '/postgres';
    await old.drop(() => dropRoles(elsewhere.toString(), second));
  });
});

describe('an administrator who is no superuser', () => {
  it('makes them too, with CREATEROLE and a database of his own', async () => {
    const his = await testDatabase();
    const url = new URL(his.url);
    const name = url.pathname.slice(1);
    const superuser = await connected(his.url);
    await superuser.query(`CREATE ROLE ${name}_admin LOGIN CREATEROLE PASSWORD 'of-the-admin'`);
    await superuser.query(`ALTER DATABASE ${name} OWNER TO ${name}_admin`);
    [url.username, url.password] = [`${name}_admin`, 'of-the-admin'];
    const roles = roleUrls(url.toString(), name);
    await createRoles(url.toString(), roles);
    await createRoles(url.toString(), roles);
    await everythingMade(roles);
    const service = await connected(roles.order);
    expect(await outcomeOf(service, 'SELECT * FROM okuru_shipping.event')).toBe(PERMISSION_DENIED);
    expect(await outcomeOf(service, 'SELECT * FROM okuru_order.event')).toBe('allowed');
    await service.end();
    await superuser.end();
    const elsewhere = new URL(his.url);
    elsewhere.pathname = '/postgres';
    await his.drop(async () => {
      await dropRoles(elsewhere.toString(), roles);
      const last = await connected(elsewhere.toString());
      await last.query(`DROP ROLE ${name}_admin`);
      await last.end();
    });
  });
});

describe('the script', () => {
  it('holds no password', () => {
    const urls = roleUrls('postgres://admin:x@db.example/shop');
    const sql = rolesSqlOf(urls);
    for (const url of Object.values(urls)) expect(sql).not.toContain(new URL(url).password);
    expect(sql).toContain('CREATE SCHEMA "okuru_order" AUTHORIZATION "okuru_order"');
  });

  it('asks for a user, a password and one database', () => {
    const urls = roleUrls('postgres://admin:x@db.example/shop');
    expect(() => rolesSqlOf({ ...urls, order: 'postgres://db.example/shop' })).toThrow(
      'The address of order names no user or no password.',
    );
    expect(() => rolesSqlOf({ ...urls, order: 'postgres://a:b@db.example/other' })).toThrow(
      'several databases',
    );
    expect(() => rolesSqlOf({ ...urls, order: urls.shipping })).toThrow('Two addresses name the same role.');
  });
});
