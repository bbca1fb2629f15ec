import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { schemaParts } from '../testing/schema-of.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import { migrate, migrateTo, OldCodeError } from './migrate.js';
import type { Migration, SchemaChange } from './schema-change.js';

const say = (sql: string) => async (runner: QueryRunner) => void (await runner.query(sql));

class Gifts1900000000001 implements SchemaChange {
  readonly goingBackLoses = 'every gift';
  up = say('CREATE TABLE gift (id int PRIMARY KEY)');
  down = say('DROP TABLE gift');
}
class GiftOf1900000000002 implements SchemaChange {
  up = say('ALTER TABLE gift ADD of text');
  down = say('ALTER TABLE gift DROP of');
}
class GiftsByOf1900000000003 implements SchemaChange {
  readonly transaction = false;
  up = async (runner: QueryRunner) => {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS gift_by_of');
    await runner.query('CREATE INDEX CONCURRENTLY gift_by_of ON gift (of)');
  };
  down = say('DROP INDEX CONCURRENTLY IF EXISTS gift_by_of');
}
class ContractGiftOf1900000000004 implements SchemaChange {
  readonly goingBackLoses = 'nothing that releases since read';
  up = say('ALTER TABLE gift DROP of');
  down = say('ALTER TABLE gift ADD of text');
}
const ALL: readonly Migration[] = [GiftsByOf1900000000003, Gifts1900000000001, GiftOf1900000000002];

let database: TestDatabase;
let pool: pg.Pool;
beforeEach(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url });
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

const names = (steps: readonly { readonly name: string }[]) => steps.map(({ name }) => name.slice(0, -13));
const done = async (): Promise<string[]> =>
  names((await pool.query<{ name: string }>('SELECT name FROM okuru_order.migration ORDER BY id')).rows);
const go = (goal: Parameters<typeof migrateTo>[3], migrations = ALL) =>
  migrateTo('order', database.url, migrations, goal);

describe('changing the schema', () => {
  it('goes up in the order of the numbers, to a version, back, and up again to the same', async () => {
    const { up } = await go({ to: 'giftof' });
    expect(names(up)).toEqual(['Gifts', 'GiftOf']);
    await go({});
    expect(await done()).toEqual(['Gifts', 'GiftOf', 'GiftsByOf']);
    const whole = await schemaParts(pool, 'okuru_order');
    expect(names((await go({ down: 2 })).down)).toEqual(['GiftsByOf', 'GiftOf']);
    expect(await done()).toEqual(['Gifts']);
    await go({ to: '1900000000003' });
    expect(await schemaParts(pool, 'okuru_order')).toEqual(whole);
    expect(names((await go({ to: 'Gifts1900000000001' })).down)).toEqual(['GiftsByOf', 'GiftOf']);
  });

  it('only says what it would do', async () => {
    expect(names((await go({ dryRun: true })).up)).toEqual(['Gifts', 'GiftOf', 'GiftsByOf']);
    expect((await pool.query(`SELECT FROM pg_namespace WHERE nspname = 'okuru_order'`)).rowCount).toBe(0);
    await go({});
    expect(names((await go({ down: 1, dryRun: true })).down)).toEqual(['GiftsByOf']);
    expect(await done()).toHaveLength(3);
  });

  it('loses nothing unless told that it may, and then nothing was done', async () => {
    await go({});
    await expect(go({ down: 3 })).rejects.toThrow(
      /lose what is stored: Gifts\d+ \(every gift\)\. Nothing was done/,
    );
    expect(await done()).toHaveLength(3);
    await go({ down: 3, mayLose: true });
    expect(await done()).toEqual([]);
  });

  it('names the versions there are when it does not know one', async () => {
    await expect(go({ to: 'present' })).rejects.toThrow(/no version present; there are Gifts1900000000001, /);
  });

  it('leaves what a newer release did alone, but not a step that took something away', async () => {
    await go({});
    const older = ALL.filter((migration) => migration !== GiftsByOf1900000000003);
    await migrate('order', database.url, older);
    expect(await done()).toHaveLength(3);
    await go({ mayLose: true }, [...ALL, ContractGiftOf1900000000004]);
    await expect(migrate('order', database.url, ALL)).rejects.toThrow(OldCodeError);
    await migrate('order', database.url, [...ALL, ContractGiftOf1900000000004]);
  });

  it('is done once by many who start at once, also when an index is built beside those who write', async () => {
    await go({ to: 'giftof' });
    // A transaction that the building of the index waits for, so that the others all come while it goes on.
    const old = await pool.connect();
    await old.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM okuru_order.gift');
    const all = Array.from({ length: 6 }, () => migrate('order', database.url, ALL));
    await until(async () => {
      const { rows } = await pool.query(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_try_advisory_lock%'`,
      );
      return (rows as { n: number }[])[0]?.n === 5; // all but the one at work
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // longer than a deadlock is left alone
    await old.query('COMMIT');
    old.release();
    await Promise.all(all);
    expect(await done()).toEqual(['Gifts', 'GiftOf', 'GiftsByOf']);
    expect(await schemaParts(pool, 'okuru_order')).toContainEqual(
      expect.stringMatching(/index .*gift_by_of.* valid t/),
    );
  });

  it('lets those behind it go on while it waits for a lock, and comes again', async () => {
    await go({ to: 'gifts' });
    const holder = await pool.connect();
    await holder.query('BEGIN; SELECT FROM okuru_order.gift');
    const changed = go({ to: 'giftof' });
    const waitsForUs = async (): Promise<boolean> =>
      ((await pool.query(`SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'`))
        .rowCount ?? 0) > 0;
    await until(waitsForUs);
    await pool.query('SELECT FROM okuru_order.gift'); // queues behind the change, and is let through
    expect((await pool.query('SELECT FROM pg_attribute WHERE attname = $1', ['of'])).rowCount).toBe(0);
    await until(waitsForUs);
    await holder.query('COMMIT');
    holder.release();
    await changed;
    expect(await done()).toEqual(['Gifts', 'GiftOf']);
  });

  it('does a step whole or not at all, and names it', async () => {
    class Broken1900000000005 implements SchemaChange {
      up = say('CREATE TABLE half (id int); SELECT 1 / 0');
      down = say('DROP TABLE half');
    }
    await expect(go({}, [...ALL, Broken1900000000005])).rejects.toThrow(
      /Broken1900000000005 could not be done: .*division/,
    );
    expect(await done()).toHaveLength(3);
    expect(await schemaParts(pool, 'okuru_order')).not.toContainEqual(expect.stringContaining('half'));
  });
});
