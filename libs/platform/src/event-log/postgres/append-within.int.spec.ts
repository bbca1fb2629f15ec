import type pg from 'pg';
import { aPool } from '../contract/a-pool.js';
import {
  aGroupName,
  aTopic,
  aTopicName,
  eventually,
  Listener,
  pause,
  records,
} from '../contract/listener.js';
import { UnknownTopicError } from '../event-log.errors.js';
import { testDatabase, type TestDatabase } from '../../testing/test-database.js';
import { PostgresEventLog } from './postgres-event-log.js';

describe('appending inside a transaction of the caller', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let log: PostgresEventLog;

  beforeAll(async () => {
    database = await testDatabase();
    pool = aPool(database.url);
    // Polling is made too slow to matter: what is heard soon was heard by waking.
    log = new PostgresEventLog({ database: pool, pace: { pollBusyMs: 60_000, pollIdleMs: 60_000 } });
    await log.install();
  });
  afterAll(async () => {
    await log.close();
    await pool.end();
    await database.drop();
  });

  const inTransaction = async (
    work: (client: pg.PoolClient) => Promise<void>,
    end: 'COMMIT' | 'ROLLBACK',
  ): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await work(client);
      await client.query(end);
    } finally {
      client.release();
    }
  };

  it('shows the records with the commit and not before, and waking makes readers look at once', async () => {
    const topic = await aTopic(log);
    const listener = new Listener();
    const member = await listener.join(log, topic);
    await pause(50);
    await inTransaction(async (client) => {
      await log.appendWithin(client, topic, records(['order:1'], 3));
      log.wake(topic);
      await pause(200);
      expect(listener.handled).toEqual([]);
    }, 'COMMIT');
    log.wake(topic);

    await eventually(() => expect(listener.values()).toEqual([0, 1, 2]), 2_000);
    await member.close();
  });

  it('wakes readers on another log object of the process, on the same database and schema only', async () => {
    const otherPool = aPool(database.url);
    const sameLog = new PostgresEventLog({
      database: otherPool,
      pace: { pollBusyMs: 60_000, pollIdleMs: 60_000 },
    });
    await sameLog.install();
    const topic = await aTopic(log);
    const listener = new Listener();
    await listener.join(sameLog, topic);
    await pause(50);
    await log.append(topic, records(['order:1'], 1));

    await eventually(() => expect(listener.handled).toHaveLength(1), 2_000);
    await sameLog.close();
    await otherPool.end();
  });

  it('leaves no gap in the offsets when it is rolled back', async () => {
    const topic = await aTopic(log);
    await inTransaction((client) => log.appendWithin(client, topic, records(['order:1'], 5)), 'ROLLBACK');
    await log.append(topic, records(['order:1'], 2));

    const listener = new Listener();
    const member = await listener.join(log, topic);
    await eventually(() => expect(listener.handled.map(({ offset }) => offset)).toEqual([0, 1]), 2_000);
    await member.close();
  });

  it('makes a later append to the same partition wait, so that no higher offset appears first', async () => {
    const topic = await aTopic(log);
    const [first, second] = [records(['order:1'], 1), records(['order:2'], 1)];
    let overtaken = false;
    let overtaking: Promise<void> = Promise.resolve();
    await inTransaction(async (client) => {
      await log.appendWithin(client, topic, first);
      overtaking = log.append(topic, second).then(() => {
        overtaken = true;
      });
      await pause(300);
      expect(overtaken).toBe(false);
      const group = aGroupName();
      await (await new Listener().join(log, topic, { group })).close();
      expect(await log.lag(group, [topic])).toMatchObject([{ endOffset: 0 }]);
    }, 'COMMIT');
    await overtaking;
    expect(overtaken).toBe(true);
  });

  it('does not deadlock when appends name their keys in opposite orders', async () => {
    const topic = await aTopic(log, 8);
    const keys = Array.from({ length: 40 }, (_, at) => `order:${at}`);
    const group = aGroupName();
    await (await new Listener().join(log, topic, { group })).close();
    await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        log.append(topic, records(at % 2 === 0 ? keys : [...keys].reverse(), 40)),
      ),
    );
    const lags = await log.lag(group, [topic]);
    expect(lags.reduce((sum, { endOffset }) => sum + endOffset, 0)).toBe(4_000);
  });

  it('takes a client that answers rows, as TypeORM does', async () => {
    const topic = await aTopic(log);
    const rowsOnly = {
      query: async (text: string, values: unknown[]) => (await pool.query(text, values)).rows,
    };
    await log.appendWithin(rowsOnly, topic, records(['order:1'], 2));
    await expect(log.appendWithin(rowsOnly, aTopicName(), records(['order:1'], 1))).rejects.toThrow(
      UnknownTopicError,
    );
  });
});
