import pg from 'pg';
import { aRecord, aTopicName, eventually, firstHandled, Listener, pause } from '../contract/listener.js';
import { testDatabase, type TestDatabase } from '../../testing/test-database.js';
import { PostgresEventLog } from './postgres-event-log.js';

describe('a PostgreSQL whose connections break', () => {
  let database: TestDatabase;
  let admin: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  it('delays what was said and loses none of it', async () => {
    const idleFaults: unknown[] = [];
    const pace = { leaseMs: 1_000, backoffMsFirst: 10, backoffMsMax: 100 };
    const log = new PostgresEventLog({
      database: database.url,
      pace,
      onFault: (fault) => idleFaults.push(fault),
    });
    await log.install();
    const topic = aTopicName();
    await log.ensureTopic(topic, 3);
    const listener = new Listener();
    const member = await listener.join(log, topic, { batchSizeMax: 20 });

    const keys = ['order:1', 'order:2', 'order:3', 'order:4', 'order:5'];
    let breaking = true;
    let broken = 0;
    const breaker = (async () => {
      while (breaking) {
        const { rows } = await admin.query<{ broken: boolean }>(
          `SELECT pg_terminate_backend(pid) AS broken FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
        broken += rows.length;
        await pause(150);
      }
    })();
    const rounds = 200;
    let refused = 0;
    for (let round = 0; round < rounds;) {
      try {
        await log.append(
          topic,
          keys.map((key) => aRecord(key, round)),
        );
        round += 1;
      } catch {
        refused += 1;
      }
      await pause(5);
    }
    breaking = false;
    await breaker;

    await eventually(() => expect(firstHandled(listener)).toHaveLength(rounds * keys.length));
    for (const key of keys) {
      expect([...new Set(listener.values(key))]).toEqual(Array.from({ length: rounds }, (_, at) => at));
    }
    expect(broken).toBeGreaterThan(5);
    expect(refused + listener.faults.length + idleFaults.length).toBeGreaterThan(0);
    await member.close();
    await log.close();
  });
});
