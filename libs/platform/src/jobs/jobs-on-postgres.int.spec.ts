import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { testDatabase } from '../testing/test-database.js';
import { Jobs } from './jobs.js';
import { jobsContract } from './jobs.contract.js';
import { jobsBackendOf } from './jobs-backend.js';

jobsContract('PostgreSQL', async () => {
  const database = await testDatabase();
  const schema = 'okuru_notification_jobs';
  return {
    backend: { kind: 'postgres', url: database.url, schema },
    lose: async () => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      const { rows } = await client.query<{ name: string }>(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1 and tablename <> 'migration'",
        [schema],
      );
      await client.query(['truncate ', rows.map(({ name }) => name).join(', ')].join(''));
      await client.end();
    },
    close: () => database.drop(),
  };
});

describe('where jobs wait', () => {
  const databaseUrl = () => 'postgres://db/okuru';

  it('is Redis when there is one', () => {
    const jobs = { kind: 'redis', url: 'redis://r:6379' } as const;
    expect(jobsBackendOf({ jobs, databaseUrl }, 'notification')).toEqual(jobs);
  });

  it('is a schema beside the one of the service otherwise', () => {
    expect(jobsBackendOf({ jobs: { kind: 'postgres' }, databaseUrl }, 'notification')).toEqual({
      kind: 'postgres',
      url: 'postgres://db/okuru',
      schema: 'okuru_notification_jobs',
    });
  });
});

describe('jobs without a backend', () => {
  it.each([
    ['Redis', { kind: 'redis', url: 'redis://127.0.0.1:1' } as const],
    ['PostgreSQL', { kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none', schema: 'none' } as const],
  ])('enqueues into the void on %s without throwing or waiting for ever', async (_name, backend) => {
    const jobs = new Jobs('notification', backend);
    // Without a bound of its own BullMQ would wait for the backend for ever, and so would this test.
    const enqueued = Array.from({ length: 600 }, () => jobs.enqueue('letters', {}));
    expect(await Promise.allSettled(enqueued)).not.toContainEqual(
      expect.objectContaining({ status: 'rejected' }),
    );
    await jobs.onModuleDestroy();
  });
});

describe('jobs in a PostgreSQL that was away when the process began', () => {
  it('are done once it is there, and leave the process time meanwhile', async () => {
    const database = await testDatabase();
    const direct = new URL(database.url);
    let refused = 0;
    let isOpen = false;
    const way = createServer((client) => {
      client.on('error', () => undefined);
      if (!isOpen) {
        refused += 1;
        return void client.destroy();
      }
      const server = connect(Number(direct.port), direct.hostname).on('error', () => client.destroy());
      client.pipe(server).pipe(client);
    });
    way.listen(0, '127.0.0.1');
    await once(way, 'listening');
    const url = new URL(direct);
    url.hostname = '127.0.0.1';
    url.port = String((way.address() as { port: number }).port);
    const jobs = new Jobs('notification', { kind: 'postgres', url: url.href, schema: 'okuru_late_jobs' });
    try {
      const heard: unknown[] = [];
      jobs.work('letters', async (data) => void heard.push(data));
      jobs.onApplicationBootstrap();
      await jobs.enqueue('letters', { nth: 0 });
      await sleep(1_000);
      expect(refused).toBeGreaterThan(1);
      isOpen = true;
      // bound: the time a test has
      while (heard.length === 0) {
        await jobs.enqueue('letters', { nth: 1 }, { jobId: 'one' });
        await sleep(100);
      }
      expect(heard[0]).toEqual({ nth: 1 });
    } finally {
      await jobs.onModuleDestroy();
      way.close();
      await database.drop();
    }
  }, 60_000);
});
