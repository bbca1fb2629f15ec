import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../database/migrate.js';
import { platformMigrations } from '../database/platform-migrations.js';
import type { SchemaChange } from '../database/schema-change.js';
import { migratedDatabase } from './migrated-database.js';
import { schemaParts } from './schema-of.js';
import { dropTemplates, templatesOf, testDatabase, type TestDatabase } from './test-database.js';

const RUN = randomBytes(4).toString('hex');
const SERVER = process.env['OKURU_TEST_DATABASE_URL'] ?? '';

class Broken1760000999999 implements SchemaChange {
  up(): Promise<void> {
    return Promise.reject(new Error('this cannot be done'));
  }
  down(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a migrated database', () => {
  let runBefore: string | undefined;
  const made: TestDatabase[] = [];
  beforeAll(() => {
    runBefore = process.env['OKURU_TEST_RUN'];
    process.env['OKURU_TEST_RUN'] = RUN;
  });
  afterAll(async () => {
    process.env['OKURU_TEST_RUN'] = runBefore;
    await Promise.all(made.map((database) => database.drop()));
    await dropTemplates(SERVER, RUN);
  });

  const aCopy = async (): Promise<TestDatabase> => {
    const database = await migratedDatabase('order', []);
    made.push(database);
    return database;
  };
  const on = async <T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  };
  const templates = (): Promise<number | null> =>
    on(SERVER, async (pool) => {
      const like = `${templatesOf(RUN)}%`;
      return (await pool.query('SELECT FROM pg_database WHERE datname LIKE $1', [like])).rowCount;
    });

  it('has what the migrations make, and is made once, by whoever is first', async () => {
    const copies = await Promise.all([aCopy(), aCopy(), aCopy()]);
    const direct = await testDatabase();
    made.push(direct);
    await migrate('order', direct.url, platformMigrations);
    const parts = await on(direct.url, (pool) => schemaParts(pool, 'okuru_order'));
    expect(parts.length).toBeGreaterThan(20);
    for (const { url } of copies)
      expect(await on(url, (pool) => schemaParts(pool, 'okuru_order'))).toEqual(parts);
    expect(await templates()).toBe(1);
  });

  it('shares nothing with another', async () => {
    const [one, other] = [await aCopy(), await aCopy()];
    await on(one.url, (pool) => pool.query('CREATE TABLE okuru_order.only_here (id int)'));
    const { rows } = await on(other.url, (pool) =>
      pool.query("SELECT to_regclass('okuru_order.only_here') AS found"),
    );
    expect(rows).toEqual([{ found: null }]);
  });

  it('is never one that a failing migration left unfinished, and the end of the run drops that too', async () => {
    const before = await templates();
    await expect(migratedDatabase('order', [Broken1760000999999])).rejects.toThrow('cannot be done');
    await expect(migratedDatabase('order', [Broken1760000999999])).rejects.toThrow('cannot be done');
    expect(await templates()).toBe((before ?? 0) + 1);
    await dropTemplates(SERVER, RUN);
    expect(await templates()).toBe(0);
  });
});
