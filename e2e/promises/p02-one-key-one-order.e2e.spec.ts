import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { orderService } from '@okuru/order';
import {
  ApiKeys,
  MemoryEventLog,
  readConfig,
  type RunningApp,
  runtimeOf,
  type ServiceRuntime,
  startServices,
} from '@okuru/platform';
import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { Pool } from 'pg';
import { keepItems } from '../../libs/order/src/item-replica/item-replica.store.js';
import { anOrder } from '../support/an-order.js';
import { many, scaled, tellFigure } from '../support/promises/figure.js';

const KEYS = scaled(10_000);
const COPIES = 2;
/** Of every so many keys one is sent so many times at once, one with another body as well, and one loses its first answer. */
const EVERY = { swarmed: 500, reused: 20, cutOff: 50 };
const SWARM = 50;
const REQUESTS_AT_ONCE = 48;
const ASKED_AGAIN_MAX = 100;

interface Answer {
  readonly status: number;
  readonly replayed: boolean;
  readonly body: any;
}

describe('P2, one idempotency key is one order and one answer', () => {
  let database: TestDatabase;
  let pool: Pool;
  let running: RunningApp;
  let key: string;
  let agent: Agent;
  const masterKey = randomBytes(32).toString('base64');

  const start = async (): Promise<void> => {
    const config = readConfig({
      DATABASE_URL: database.url,
      OKURU_MASTER_KEY: masterKey,
      LOG_LEVEL: 'silent',
      PORT: '0',
    });
    running = await startServices(config, [orderService], { eventLog: new MemoryEventLog() });
    agent = new Agent({ keepAlive: true, maxSockets: REQUESTS_AT_ONCE + SWARM });
  };
  const stop = async (): Promise<void> => {
    agent.destroy();
    await running.close();
  };

  beforeAll(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.url, max: 2 });
    await start();
    const apiKeys = new ApiKeys(database.url);
    ({ key } = await apiKeys.issue({ role: 'storefront', label: 'p2', channel: 'web' }));
    await apiKeys.close();
    const { unitOfWork } = running.app.get<ServiceRuntime>(runtimeOf('order'), { strict: false });
    await unitOfWork.run((tx) =>
      keepItems(tx, [
        {
          ...{ sku: 'MUG', itemVersion: 1, names: { ja: 'マグ', en: '' }, valueYen: 1000 },
          ...{ catalogueVersion: 1, catalogueItems: 1 },
        },
      ]),
    );
  }, 120_000);
  afterAll(async () => {
    await stop();
    await pool.end();
    await database.drop();
  });

  /** undefined: the client was gone before the answer. */
  const post = (nth: number, units = 1, goneAfterMs?: number): Promise<Answer | undefined> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(anOrder({ reference: `P2-${nth}`, sku: 'MUG', units }));
      const headers = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'idempotency-key': `p2-${nth}`,
      };
      const asking = request(`${running.url}/v1/orders`, { method: 'POST', agent, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', () => resolve(undefined));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            replayed: answer.headers['idempotent-replayed'] === 'true',
            body: JSON.parse(Buffer.concat(parts).toString()),
          }),
        );
      });
      asking.on('error', (fault) => (goneAfterMs === undefined ? reject(fault) : resolve(undefined)));
      asking.end(body);
      if (goneAfterMs !== undefined) setTimeout(() => asking.destroy(), goneAfterMs);
    });
  /** As a client should: "not yet" is no answer. */
  const ask = async (nth: number, units?: number): Promise<Answer> => {
    for (let asked = 0; asked < ASKED_AGAIN_MAX; asked += 1) {
      const answer = await post(nth, units);
      if (answer && ![409, 429, 503].includes(answer.status)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the key p2-${nth} was never answered`);
  };
  const forEachKey = async (work: (nth: number) => Promise<void>): Promise<void> => {
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let nth = next++; nth < KEYS; nth = next++) await work(nth);
    };
    await Promise.all(Array.from({ length: REQUESTS_AT_ONCE / COPIES }, worker));
  };

  it('sent at once, sent again, with another body, with its answer lost, and after a restart', async () => {
    const orderIds = new Map<number, string>();
    const wrong: string[] = [];
    const figures = { posts: 0, swarms: 0, reused: 0, answersLost: 0, replayedAfterRestart: 0 };
    const check = (nth: number, { status, body }: Answer): void => {
      const orderId = orderIds.get(nth) ?? String(body.orderId);
      orderIds.set(nth, orderId);
      figures.posts += 1;
      if (status !== 201 || body.orderId !== orderId) wrong.push(`key ${nth}: ${status} ${body.orderId}`);
    };

    await forEachKey(async (nth) => {
      if (nth % EVERY.cutOff === 1) {
        const answer = await post(nth, 1, nth % 20);
        if (!answer) figures.answersLost += 1;
      }
      const swarm = nth % EVERY.swarmed === 0;
      if (swarm) figures.swarms += 1;
      const copies = Array.from({ length: swarm ? SWARM : COPIES }, () => ask(nth));
      for (const answer of await Promise.all(copies)) check(nth, answer);
      if (nth % EVERY.reused !== 2) return;
      const other = await ask(nth, 2);
      figures.reused += 1;
      if (other.status !== 422) wrong.push(`key ${nth} with another body: ${other.status}`);
    });

    await stop();
    await start();
    await forEachKey(async (nth) => {
      const answer = await ask(nth);
      check(nth, answer);
      if (answer.replayed) figures.replayedAfterRestart += 1;
    });

    const { rows } = await pool.query<{ orders: number; keys: number; placed: number }>(`
      SELECT (SELECT count(*)::int FROM okuru_order.orders) AS orders,
        (SELECT count(*)::int FROM okuru_order.idempotency) AS keys,
        (SELECT count(*)::int FROM okuru_order.event WHERE type = 'order.placed') AS placed`);
    tellFigure(
      'P2',
      `${many(KEYS)} keys in ${many(figures.posts)} answered posts (${figures.swarms} keys ${SWARM} times at once), ` +
        `${many(rows[0]!.orders)} orders; ${many(figures.reused)} other bodies refused, ${many(figures.answersLost)} answers lost, ` +
        `${many(figures.replayedAfterRestart)} replayed after a restart, ${wrong.length} wrong answers`,
    );
    expect(wrong).toEqual([]);
    expect(rows[0]).toEqual({ orders: KEYS, keys: KEYS, placed: KEYS });
    expect(new Set(orderIds.values()).size).toBe(KEYS);
    expect(figures.replayedAfterRestart).toBe(KEYS);
    expect(figures.answersLost).toBeGreaterThan(0);
  }, 900_000);

  it('in flight waits and is replayed when the other ends in time, and is told 409 when it does not', async () => {
    const { rows } = await pool.query<{ key_id: string }>(
      'SELECT DISTINCT key_id FROM okuru_order.idempotency',
    );
    const other = await pool.connect();
    const hold = (nth: number) =>
      other.query(`SELECT pg_advisory_xact_lock(hashtextextended($1 || ' place-order p2-' || $2, 0))`, [
        rows[0]!.key_id,
        nth,
      ]);
    try {
      await other.query('BEGIN');
      await hold(KEYS);
      const stuck = await post(KEYS);
      expect([stuck?.status, stuck?.body.code]).toEqual([409, 'idempotency-key-in-flight']);
      const waiting = post(KEYS);
      await other.query('COMMIT');
      expect((await waiting)?.status).toBe(201);
    } finally {
      other.release();
    }
  });
});
