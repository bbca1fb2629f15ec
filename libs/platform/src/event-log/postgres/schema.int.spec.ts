import type pg from 'pg';
import { aPool } from '../contract/a-pool.js';
import { aTopic, eventually, Listener, records } from '../contract/listener.js';
import { testDatabase, type TestDatabase } from '../../testing/test-database.js';
import { PostgresEventLog } from './postgres-event-log.js';
import { quotedSchema } from './schema-name.js';

describe('installing the log in PostgreSQL', () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await testDatabase();
    pool = aPool(database.url);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is done once by however many processes boot together, and again at every boot', async () => {
    const logs = Array.from(
      { length: 6 },
      () => new PostgresEventLog({ database: database.url, schema: 'together' }),
    );
    await Promise.all(logs.map((log) => log.install()));
    await Promise.all(logs.map((log) => log.install()));
    const { rows } = await pool.query('SELECT count(*)::int AS logs FROM together.log');
    expect(rows).toEqual([{ logs: 1 }]);
    await Promise.all(logs.map((log) => log.close()));
  });

  it('asks for no rights over the database once it is there', async () => {
    const owner = new PostgresEventLog({ database: pool, schema: 'kept' });
    await owner.install();
    const role = `reader_${Date.now()}`;
    const made = [
      `CREATE ROLE ${role} LOGIN PASSWORD 'only-here'`,
      `GRANT USAGE ON SCHEMA kept TO ${role}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA kept TO ${role}`,
    ];
    for (const statement of made) await pool.query(statement);
    const asRole = new URL(database.url);
    asRole.username = role;
    asRole.password = 'only-here';
    const log = new PostgresEventLog({ database: asRole.toString(), schema: 'kept' });
    await expect(log.install()).resolves.toBeUndefined();
    await log.close();
    for (const statement of [`DROP OWNED BY ${role}`, `DROP ROLE ${role}`]) await pool.query(statement);
  });

  it('refuses a schema of a newer version', async () => {
    await new PostgresEventLog({ database: pool, schema: 'newer' }).install();
    await pool.query('UPDATE newer.log SET version = 99');
    await expect(new PostgresEventLog({ database: pool, schema: 'newer' }).install()).rejects.toThrow(
      'Schema newer holds an event log of version 99; this program knows 1.',
    );
  });

  it('keeps two schemas of one database apart', async () => {
    const [live, test] = ['live_log', 'test_log'].map(
      (schema) => new PostgresEventLog({ database: database.url, schema }),
    );
    if (!live || !test) throw new Error('two logs were made');
    await live.install();
    await test.install();
    const topic = await aTopic(live);
    await test.ensureTopic(topic, 1);
    const listener = new Listener();
    await listener.join(test, topic);
    await live.append(topic, records(['order:1'], 3));
    await test.append(topic, records(['order:1'], 1, 7));
    await eventually(() => expect(listener.values()).toEqual([7]));
    await Promise.all([live.close(), test.close()]);
  });

  it.each(['', 'Okuru', 'a-b', 'a"b', 'a;drop', '1a', 'a.b', 'ö', 'a'.repeat(64)])(
    'refuses the schema name %j',
    (name) => {
      expect(() => quotedSchema(name)).toThrow('Not a schema name');
      expect(() => new PostgresEventLog({ database: pool, schema: name })).toThrow('Not a schema name');
    },
  );
});
