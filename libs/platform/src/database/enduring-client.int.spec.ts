import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { PostgresEventLog } from '../event-log/postgres/postgres-event-log.js';
import { PostgresKeyRing } from '../key-ring/postgres-key-ring.js';
import { ApiKeys } from '../security/api-keys.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { EnduringClient } from './enduring-client.js';
import { migrate } from './migrate.js';
import { openServiceDatabase } from './service-database.js';

/** Ends the greeting of a session: "ready for query", idle. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
/** Before the number of the session's process. */
const BACKEND_KEY = Buffer.from([0x4b, 0, 0, 0, 12]);
const GOODBYE = '57P01';

let database: TestDatabase;
let ambush: Server;
let ambushed = 0;
let ambushes = 0;
let url: string;
const sockets = new Set<Socket>();

const ANSWER_MS_MAX = 300;
let isSilent = false;

/** Lets a session be ended by the server so that its goodbye arrives in one piece with its greeting. */
beforeAll(async () => {
  database = await testDatabase();
  const direct = new URL(database.url);
  const target = { host: direct.hostname, port: Number(direct.port) };
  ambush = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect(target);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
    let hasGone = false; // a silent connection stays so
    client.on('end', () => hasGone || server.end());
    client.on('data', (chunk) => {
      hasGone ||= isSilent;
      if (!hasGone) server.write(chunk);
    });
    let held: Buffer = Buffer.alloc(0);
    let inAmbush = ambushes > 0;
    server.on('data', (chunk: Buffer) => {
      if (!inAmbush || (held.length === 0 && !chunk.includes(READY)))
        return void (hasGone || client.write(chunk));
      if (held.length === 0)
        void terminate(chunk.readInt32BE(chunk.indexOf(BACKEND_KEY) + BACKEND_KEY.length));
      held = Buffer.concat([held, chunk]);
      if (!held.includes(GOODBYE)) return;
      inAmbush = false;
      ambushed += 1;
      client.write(held);
    });
    ambushes -= 1;
  }).listen(0, '127.0.0.1');
  await once(ambush, 'listening');
  direct.port = String((ambush.address() as { port: number }).port);
  url = direct.toString();
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  ambush.close();
  await database.drop();
});

const terminate = async (pid: number): Promise<void> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('SELECT pg_terminate_backend($1)', [pid]);
  await client.end();
};

/** Each opens its pool, asks something, and closes it. */
const POOLS: Readonly<Record<string, () => Promise<unknown>>> = {
  'the database of a service': async () => {
    const dataSource = await openServiceDatabase('order', url, []);
    await dataSource.query('SELECT 1').finally(() => dataSource.destroy());
  },
  migrations: () => migrate('order', url, []),
  'the event log': async () => {
    const log = new PostgresEventLog({ database: url });
    await log.install().finally(() => log.close());
  },
  'the key ring': async () => {
    const ring = await PostgresKeyRing.open({ url, masterKey: Buffer.alloc(32, 7) });
    await ring.onApplicationShutdown();
  },
  'API keys': async () => {
    const keys = new ApiKeys(url);
    await keys.prepare().finally(() => keys.close());
  },
};

describe('a session that the server ends while nobody asks it anything', () => {
  it.each(Object.keys(POOLS))('of %s fails what is asked next, not the process', async (name) => {
    ambushes = 1;
    const before = ambushed;
    const faults: unknown[] = [];
    const note = (fault: unknown): void => void faults.push(fault);
    process.on('uncaughtException', note);
    try {
      await POOLS[name]?.().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      process.off('uncaughtException', note);
    }
    expect(ambushed).toBe(before + 1);
    expect(faults).toEqual([]);
    await expect(POOLS[name]?.()).resolves.toBeUndefined();
  });
});

describe('a connection that falls silent', () => {
  it('is ended when an answer did not come in time, so that the next caller gets another', async () => {
    const pool = new pg.Pool({
      connectionString: url,
      max: 1,
      query_timeout: ANSWER_MS_MAX,
      Client: EnduringClient,
    });
    try {
      const client = await pool.connect();
      expect((await client.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      isSilent = true;
      await expect(client.query('SELECT 2')).rejects.toThrow('Query read timeout');
      isSilent = false;
      client.release(); // as TypeORM does, whatever happened
      expect((await pool.query<{ three: number }>('SELECT 3 AS three')).rows).toEqual([{ three: 3 }]);
    } finally {
      await pool.end();
    }
  });

  it('does not hold up the end of its pool', async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1, Client: EnduringClient });
    await pool.query('SELECT 1');
    isSilent = true;
    try {
      await pool.end();
      expect(pool.totalCount).toBe(0);
    } finally {
      isSilent = false;
    }
  });
});
