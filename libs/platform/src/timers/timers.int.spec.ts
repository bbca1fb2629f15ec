import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { MovableClock } from '../clock/movable-clock.js';
import { SystemClock } from '../clock/system-clock.js';
import { migrate } from '../database/migrate.js';
import { openServiceDatabase } from '../database/service-database.js';
import { Transactions } from '../database/transactions.js';
import { TryAgainError } from '../database/transient.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { TimerTable1760000000001 } from './timer.migration.js';
import { Timers } from './timers.js';

const NOON = new Date('2026-01-15T03:00:00Z');
const HOUR = 3_600_000;

describe('business timers', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;
  let clock: MovableClock;
  let timers: Timers;

  beforeAll(async () => {
    database = await testDatabase();
    await migrate('order', database.url, [TimerTable1760000000001]);
    dataSource = await openServiceDatabase('order', database.url, []);
    await dataSource.query('CREATE TABLE hold (id text PRIMARY KEY, state text NOT NULL)');
  });
  beforeEach(async () => {
    await dataSource.query('TRUNCATE timer, hold');
    clock = new MovableClock(NOON);
    unitOfWork = new UnitOfWork(new Transactions(dataSource, 'order', clock));
    timers = new Timers(unitOfWork, clock);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const inHours = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR);
  const schedule = (...due: { key: string; dueAt: Date; payload?: object }[]): Promise<void> =>
    unitOfWork.run((tx) =>
      timers.schedule(
        tx,
        due.map((one) => ({ kind: 'hold', ...one })),
      ),
    );
  const left = async (): Promise<string[]> =>
    (await dataSource.query<{ key: string }[]>('SELECT key FROM timer ORDER BY key')).map(({ key }) => key);
  /** Collects what comes due, in the order it does. */
  const hear = (of = timers): { key: string; dueAt: Date; payload: unknown }[] => {
    const heard: { key: string; dueAt: Date; payload: unknown }[] = [];
    of.onDue('hold', async (due) => void heard.push(...due));
    return heard;
  };

  it.each([
    ['ahead', 2 * HOUR],
    ['behind', -2 * HOUR],
  ])('go by the database in a process whose clock is two hours %s', async (_where, wrongMs) => {
    class WrongClock extends SystemClock {
      override now(): Date {
        return new Date(Date.now() + wrongMs);
      }
    }
    const wrong = new Timers(unitOfWork, new WrongClock());
    const heard = hear(wrong);
    await schedule(
      { key: 'passed', dueAt: new Date(Date.now() - HOUR) },
      { key: 'to come', dueAt: new Date(Date.now() + HOUR) },
    );
    expect(await wrong.sweep()).toBe(1);
    expect(heard.map(({ key }) => key)).toEqual(['passed']);
  });

  it('come due when the clock says so, the oldest first, and only once', async () => {
    const heard = hear();
    await schedule(
      { key: 'b', dueAt: inHours(2), payload: { reason: '確認待ち' } },
      { key: 'a', dueAt: inHours(1) },
      { key: 'c', dueAt: inHours(3) },
    );
    expect(await timers.sweep()).toBe(0);
    clock.advance(2 * HOUR);
    expect(await timers.sweep()).toBe(2);
    expect(heard).toEqual([
      { key: 'a', dueAt: inHours(1), payload: null },
      { key: 'b', dueAt: inHours(2), payload: { reason: '確認待ち' } },
    ]);
    expect(await timers.sweep()).toBe(0);
    expect(await left()).toEqual(['c']);
  });

  it('are replaced by key, the last of a call winning, and cancelled', async () => {
    const heard = hear();
    await schedule({ key: 'a', dueAt: inHours(1) }, { key: 'b', dueAt: inHours(1) });
    await schedule({ key: 'a', dueAt: inHours(1) }, { key: 'a', dueAt: inHours(5) });
    await unitOfWork.run((tx) => timers.cancel(tx, 'hold', ['b', 'nobody']));
    await unitOfWork.run((tx) => timers.cancel(tx, 'payment', ['a']));
    await schedule();
    clock.advance(2 * HOUR);
    expect(await timers.sweep()).toBe(0);
    clock.advance(3 * HOUR);
    await timers.sweep();
    expect(heard.map(({ key, dueAt }) => [key, dueAt])).toEqual([['a', inHours(5)]]);
  });

  it('do not exist when their transaction was rolled back', async () => {
    const work = unitOfWork.run(async (tx) => {
      await timers.schedule(tx, [{ kind: 'hold', key: 'a', dueAt: NOON }]);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await left()).toEqual([]);
  });

  it('leave together with what their handler did', async () => {
    timers.onDue('hold', async (due, tx) => {
      await tx.query("INSERT INTO hold SELECT unnest($1::text[]), 'expired'", [due.map(({ key }) => key)]);
    });
    await schedule({ key: 'a', dueAt: NOON }, { key: 'b', dueAt: NOON });
    await timers.sweep();
    expect(await dataSource.query('SELECT id FROM hold ORDER BY id')).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(await left()).toEqual([]);
  });

  it('may be scheduled anew by their own handler', async () => {
    timers.onDue('hold', (due, tx) =>
      timers.schedule(
        tx,
        due.map(({ key }) => ({ kind: 'hold', key, dueAt: inHours(24) })),
      ),
    );
    await schedule({ key: 'a', dueAt: NOON });
    expect(await timers.sweep()).toBe(1);
    expect(await timers.sweep()).toBe(0);
    expect(await left()).toEqual(['a']);
  });

  it('wait apart when their handler fails, and hold up nobody', async () => {
    const handled: string[] = [];
    let mended = false;
    timers.onDue('hold', async (due, tx) => {
      await tx.query("INSERT INTO hold SELECT unnest($1::text[]), 'expired'", [due.map(({ key }) => key)]);
      if (!mended && due.some(({ key }) => key === 'poison')) throw new Error('poison');
      handled.push(...due.map(({ key }) => key));
    });
    await schedule(
      { key: 'poison', dueAt: inHours(-1) },
      { key: 'a', dueAt: NOON },
      { key: 'b', dueAt: NOON },
    );
    expect(await timers.sweep()).toBe(2);
    expect(handled).toEqual(['a', 'b']);
    expect(await left()).toEqual(['poison']);
    expect(await dataSource.query('SELECT id FROM hold ORDER BY id')).toEqual([{ id: 'a' }, { id: 'b' }]);

    expect(await timers.sweep()).toBe(0); // it rests
    const [row] = await dataSource.query<{ attempts: number; rests: boolean }[]>(
      'SELECT attempts, retry_at > now() AS rests FROM timer',
    );
    expect(row).toEqual({ attempts: 1, rests: true });

    mended = true;
    await dataSource.query("UPDATE timer SET retry_at = now() - interval '1 second'");
    expect(await timers.sweep()).toBe(1);
    expect(handled).toEqual(['a', 'b', 'poison']);
  });

  it('all wait when the fault passes by itself', async () => {
    let tries = 0;
    timers.onDue('hold', async () => {
      tries += 1;
      throw new TryAgainError('carrier away');
    });
    await schedule({ key: 'a', dueAt: NOON });
    await timers.sweep();
    expect(tries).toBe(5); // the unit of work's own attempts
    await timers.sweep();
    expect(tries).toBe(5); // the kind rests
    expect(await dataSource.query('SELECT attempts FROM timer')).toEqual([{ attempts: 0 }]);
  });

  it('are handled once by many processes, more than a batch of them', async () => {
    const processes = [timers, new Timers(unitOfWork, clock), new Timers(unitOfWork, clock)];
    const heard = processes.map((process) => hear(process));
    const keys = Array.from({ length: 350 }, (_, index) => `order:${String(index).padStart(4, '0')}`);
    await schedule(...keys.map((key) => ({ key, dueAt: NOON })));
    const counts = await Promise.all(processes.map((process) => process.sweep()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(350);
    expect(
      heard
        .flat()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(keys);
    expect(await left()).toEqual([]);
  });

  it('and a cancellation that hold the same order make way for each other', async () => {
    await dataSource.query("INSERT INTO hold VALUES ('a', 'held')");
    let ready = (): void => undefined;
    const sweeping = new Promise<void>((resolve) => (ready = resolve));
    timers.onDue('hold', async (due, tx) => {
      ready();
      await sleep(200);
      await tx.query("UPDATE hold SET state = 'expired' WHERE id = $1 AND state = 'held'", [due[0]?.key]);
    });
    await schedule({ key: 'a', dueAt: NOON });
    const confirming = unitOfWork.run(async (tx) => {
      await tx.query("UPDATE hold SET state = 'confirmed' WHERE id = 'a' AND state = 'held'");
      await sweeping;
      await timers.cancel(tx, 'hold', ['a']);
    });
    await Promise.all([timers.sweep(), confirming]);
    await timers.sweep();
    expect(await left()).toEqual([]);
    const [hold] = await dataSource.query<{ state: string }[]>('SELECT state FROM hold');
    expect(['confirmed', 'expired']).toContain(hold?.state);
  });

  it('come due by themselves while the application runs', async () => {
    const heard = hear();
    await schedule({ key: 'a', dueAt: inHours(1) });
    timers.onApplicationBootstrap();
    clock.advance(HOUR);
    for (let waited = 0; heard.length === 0 && waited < 5_000; waited += 50) await sleep(50);
    await timers.onModuleDestroy();
    expect(heard).toHaveLength(1);
    await schedule({ key: 'b', dueAt: NOON });
    await sleep(1_200);
    expect(heard).toHaveLength(1);
  });

  it('have one handler a kind', () => {
    hear();
    expect(() => hear()).toThrow('handler already');
  });
});
