import type pg from 'pg';
import { aPool } from '../contract/a-pool.js';
import { aGroupName, aTopic, eventually, Listener, pause, records } from '../contract/listener.js';
import { testDatabase, type TestDatabase } from '../../testing/test-database.js';
import { PostgresEventLog } from './postgres-event-log.js';

describe('retention in PostgreSQL', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let log: PostgresEventLog;

  beforeAll(async () => {
    database = await testDatabase();
    pool = aPool(database.url);
    log = new PostgresEventLog({ database: pool });
    await log.install();
  });
  afterAll(async () => {
    await log.close();
    await pool.end();
    await database.drop();
  });

  it('drops far more than one round takes, in every partition, and keeps what is young', async () => {
    const topic = await aTopic(log, 3);
    const keys = Array.from({ length: 30 }, (_, at) => `order:${at}`);
    await log.append(topic, records(keys, 9_000));
    await pool.query(
      `UPDATE okuru_log.record SET appended_at = appended_at - interval '1 day' WHERE topic = $1`,
      [topic],
    );
    await log.append(topic, records(keys, 300, 9_000));

    expect(await log.retain(3_600_000)).toEqual({ dropped: 9_000, heldBackBy: [] });
    const listener = new Listener();
    const member = await listener.join(log, topic);
    await eventually(() => expect(listener.handled).toHaveLength(300));
    await member.close();
  });

  it('lets two processes retain at the same time', async () => {
    const topic = await aTopic(log, 2);
    await log.append(topic, records(['order:1', 'order:2', 'order:3'], 6_000));
    await pause(5);
    const answers = await Promise.all([log.retain(1), log.retain(1), log.retain(1)]);
    await log.retain(1);
    expect(answers.reduce((sum, { dropped }) => sum + dropped, 0)).toBeLessThanOrEqual(6_300);
    const { rows } = await pool.query('SELECT count(*)::int AS left FROM okuru_log.record WHERE topic = $1', [
      topic,
    ]);
    expect(rows).toEqual([{ left: 0 }]);
  });

  it('is held back by a group that never comes back until that group is struck off', async () => {
    const topic = await aTopic(log);
    const group = aGroupName();
    const member = await new Listener(() => Promise.reject(new Error('never'))).join(log, topic, { group });
    await log.append(topic, records(['order:1'], 5));
    await pause(5);
    expect(await log.forgetGroup(group)).toBe(false);
    await member.close();

    expect(await log.retain(1)).toEqual({ dropped: 0, heldBackBy: [group] });
    expect(await log.forgetGroup(group)).toBe(true);
    expect(await log.retain(1)).toEqual({ dropped: 5, heldBackBy: [] });
  });
});
