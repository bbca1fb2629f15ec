import { Column, Entity, PrimaryColumn } from 'typeorm';
import { aLetter } from '../testing/some-facts.js';
import { openService, type OpenService } from '../testing/open-service.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { migrate } from './migrate.js';
import { platformMigrations } from './platform-migrations.js';
import { prepared } from './prepared.js';
import { CommitOutcomeUnknownError, TryAgainError } from './transient.js';

@Entity('account')
class Account {
  @PrimaryColumn('int')
  id!: number;
  @Column('int')
  balance!: number;
}

let database: TestDatabase;
let service: OpenService;

beforeAll(async () => {
  database = await testDatabase();
  service = await openService('notification', database.url, { entities: [Account] });
  await service.dataSource.query('CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)');
});
afterAll(async () => {
  await service.close();
  await database.drop();
});
beforeEach(() => service.dataSource.query('TRUNCATE account; INSERT INTO account VALUES (1, 100), (2, 100)'));

const balanceOf = async (id: number): Promise<number | undefined> =>
  (await service.unitOfWork.read((tx) => tx.manager.findOneBy(Account, { id })))?.balance;

describe('a unit of work', () => {
  it('works in the schema of its service, in UTC, READ COMMITTED, with bounded statements and locks', async () => {
    const settings = await service.unitOfWork.run((tx) =>
      tx.query(`SELECT current_schema() AS schema, current_setting('TimeZone') AS zone, current_setting('transaction_isolation') AS isolation,
        current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle`),
    );
    expect(settings).toEqual([
      {
        schema: 'okuru_notification',
        zone: 'UTC',
        isolation: 'read committed',
        statement: '15s',
        lock: '10s',
        idle: '30s',
      },
    ]);
  });

  it('takes entities and SQL into the same transaction', async () => {
    await service.unitOfWork.run(async (tx) => {
      await tx.manager.save(Account, { id: 3, balance: 7 });
      expect(await tx.query('SELECT balance FROM account WHERE id = $1', [3])).toEqual([{ balance: 7 }]);
    });
    expect(await balanceOf(3)).toBe(7);
  });

  it('answers the rows of UPDATE and DELETE too, and of prepared statements', async () => {
    const raise = prepared('UPDATE account SET balance = balance + $1 WHERE id = $2 RETURNING balance');
    await service.unitOfWork.run(async (tx) => {
      expect(await tx.query(raise, [5, 1])).toEqual([{ balance: 105 }]);
      expect(await tx.query('DELETE FROM account WHERE id = $1 RETURNING id', [2])).toEqual([{ id: 2 }]);
      expect(await tx.query('DELETE FROM account WHERE id = $1 RETURNING id', [2])).toEqual([]);
    });
  });

  it('undoes everything when the work throws, saved entities included', async () => {
    const failing = service.unitOfWork.run(async (tx) => {
      await tx.manager.save(Account, { id: 1, balance: 0 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await balanceOf(1)).toBe(100);
  });

  it('makes a deadlock invisible', async () => {
    let deadlocks = 0;
    const bothLocked = barrier(2);
    const move = (from: number, to: number) => {
      let attempts = 0;
      return service.unitOfWork.run(async (tx) => {
        attempts += 1;
        if (attempts > 1) deadlocks += 1;
        await tx.query('UPDATE account SET balance = balance - 10 WHERE id = $1', [from]);
        if (attempts === 1) await bothLocked();
        await tx.query('UPDATE account SET balance = balance + 10 WHERE id = $1', [to]);
        tx.publish(aLetter(from, to));
      });
    };
    await Promise.all([move(1, 2), move(2, 1)]);
    expect(deadlocks).toBeGreaterThan(0); // else this test proved nothing
    expect([await balanceOf(1), await balanceOf(2)]).toEqual([100, 100]);
    expect(await service.dataSource.query('SELECT count(*)::int AS n FROM event')).toEqual([{ n: 2 }]);
  });

  it('tries a transient fault five times in all, then lets it out', async () => {
    let attempts = 0;
    const failing = service.unitOfWork.run(async () => {
      attempts += 1;
      throw new TryAgainError('not yet');
    });
    await expect(failing).rejects.toThrow('not yet');
    expect(attempts).toBe(5);
  });

  it('goes on with another connection when its own is killed', async () => {
    let attempts = 0;
    await service.unitOfWork.run(async (tx) => {
      attempts += 1;
      const [me] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      if (attempts === 1) await service.dataSource.query('SELECT pg_terminate_backend($1)', [me?.pid]);
      await tx.query('UPDATE account SET balance = 1 WHERE id = 1');
    });
    expect(attempts).toBe(2);
    expect(await balanceOf(1)).toBe(1);
  });

  it('does not repeat a commit whose answer was lost', async () => {
    let attempts = 0;
    await service.dataSource.query(`
      CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER die_at_commit AFTER UPDATE ON account DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()`);
    const losing = service.unitOfWork.run(async (tx) => {
      attempts += 1;
      await tx.query('UPDATE account SET balance = 2 WHERE id = 1');
    });
    await expect(losing).rejects.toThrow(CommitOutcomeUnknownError);
    await service.dataSource.query('DROP TRIGGER die_at_commit ON account');
    expect(attempts).toBe(1);
  });

  it('reads from one snapshot and refuses to write', async () => {
    await service.unitOfWork.read(async (tx) => {
      expect(await tx.query('SELECT balance FROM account WHERE id = 1')).toEqual([{ balance: 100 }]);
      await service.dataSource.query('UPDATE account SET balance = 0 WHERE id = 1');
      expect(await tx.query('SELECT balance FROM account WHERE id = 1')).toEqual([{ balance: 100 }]);
    });
    await expect(
      service.unitOfWork.read((tx) => tx.query('UPDATE account SET balance = 0')),
    ).rejects.toMatchObject({ code: '25006' });
  });

  it('asks without a transaction: each question sees what is there, none may be left behind', async () => {
    const asked = await service.unitOfWork.ask(async (tx) => {
      expect(await tx.query('SELECT balance FROM account WHERE id = 1')).toEqual([{ balance: 100 }]);
      await service.dataSource.query('UPDATE account SET balance = 0 WHERE id = 1');
      expect(await tx.query('SELECT balance FROM account WHERE id = 1')).toEqual([{ balance: 0 }]);
      return tx;
    });
    await expect(asked.query('SELECT')).rejects.toThrow('await everything you start in it');
  });

  it('leaves the pool whole after all of this', async () => {
    const pool = (
      service.dataSource.driver as unknown as { master: { totalCount: number; idleCount: number } }
    ).master;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pool.idleCount).toBe(pool.totalCount);
  });
});

describe('migrating', () => {
  it('may be done by several processes at once, and again', async () => {
    await Promise.all(Array.from({ length: 4 }, () => migrate('shipping', database.url, platformMigrations)));
    await migrate('shipping', database.url, platformMigrations);
    const tables = await service.dataSource.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'okuru_shipping' ORDER BY 1`,
    );
    expect(tables.map(({ name }: { name: string }) => name)).toEqual([
      'consumer_fence',
      'dead_letter',
      'event',
      'event_head',
      'heard',
      'inbox',
      'migration',
      'outbox',
      'parked_key',
      'passed_over',
      'relay_lease',
      'timer',
    ]);
  });
});

/** Holds everybody until `count` have come. */
const barrier = (count: number): (() => Promise<void>) => {
  let come = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come === count) open();
    return opened;
  };
};
