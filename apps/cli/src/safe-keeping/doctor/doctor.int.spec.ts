import { randomBytes } from 'node:crypto';
import { type Config, PostgresKeyRing, readConfig } from '@okuru/platform';
import { redisAvailability, startLocalRedis } from '@okuru/platform/local-servers';
import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { Redis } from 'ioredis';
import { storesOf } from '../stores/store.js';
import { aSmallShop, onDatabase, ORDER_ID } from '../testing/a-small-shop.js';
import { examine } from './examine.js';
import { examineJobs } from './examine-jobs.js';
import { exitCodeOf, type Finding, findingLines } from './finding.js';

let shop: TestDatabase;
let config: Config;

beforeAll(async () => {
  shop = await testDatabase();
  config = await aSmallShop(shop.url);
  await onDatabase(shop.url, (client) =>
    client.query(`UPDATE okuru_shipping.dead_letter SET state = 'discarded'`),
  );
});
afterAll(() => shop.drop());

const findings = (as: Config = config): Promise<Finding[]> => examine(as, storesOf(as));
const amiss = async (as?: Config): Promise<string[]> =>
  (await findings(as))
    .filter(({ verdict, part }) => verdict !== 'well' && part !== 'event log')
    .map(({ part, check, verdict }) => `${part}, ${check}: ${verdict}`);
const sql = (statement: string): Promise<unknown> =>
  onDatabase(shop.url, (client) => client.query(statement));

describe('the doctor', () => {
  it('finds a shop well that has never been started, but for the log it has not made', async () => {
    expect(await amiss()).toEqual([]);
    const [log] = (await findings()).filter(({ part }) => part === 'event log');
    expect(log).toMatchObject({ verdict: 'doubt', says: expect.stringContaining('There is no okuru.order') });
    expect(exitCodeOf(await findings())).toBe(1);
    const lines = findingLines(await findings());
    expect(lines.at(-1)).toContain('event log, topics');
  });

  it.each([
    [
      'stock that no ledger explains',
      `INSERT INTO okuru_inventory.stock (sku, warehouse, on_hand, free) VALUES ('SKU-1', 'elsewhere', 3, 3)`,
      `DELETE FROM okuru_inventory.stock`,
      'inventory, stock: ill',
    ],
    [
      'facts that wait for long',
      `INSERT INTO okuru_inventory.outbox (event_id, topic, stated_at) SELECT id, 'okuru.inventory', now() - interval '1 hour' FROM okuru_inventory.event LIMIT 1`,
      'DELETE FROM okuru_inventory.outbox',
      'inventory, outbox: ill',
    ],
    [
      'a dead letter',
      `UPDATE okuru_shipping.dead_letter SET state = 'dead'`,
      `UPDATE okuru_shipping.dead_letter SET state = 'discarded'`,
      'shipping, dead letters: doubt',
    ],
    [
      'a migration that is due',
      `CREATE TABLE kept AS SELECT * FROM okuru_order.migration; DELETE FROM okuru_order.migration WHERE id = (SELECT max(id) FROM okuru_order.migration)`,
      'DELETE FROM okuru_order.migration; INSERT INTO okuru_order.migration SELECT * FROM kept; DROP TABLE kept',
      'order, migrations: doubt',
    ],
    [
      'a schema newer than the program',
      `INSERT INTO okuru_order.migration (timestamp, name) VALUES (9999999999999, 'Future9999999999999')`,
      `DELETE FROM okuru_order.migration WHERE name = 'Future9999999999999'`,
      'order, migrations: ill',
    ],
    [
      'a constraint that was never checked',
      `ALTER TABLE okuru_inventory.item ADD CONSTRAINT odd CHECK (value_yen > 1000000) NOT VALID`,
      'ALTER TABLE okuru_inventory.item DROP CONSTRAINT odd',
      'inventory, schema: ill',
    ],
    [
      'somebody erased who has a key again',
      `INSERT INTO okuru_key_ring.erasure (key_id) SELECT key_id FROM okuru_key_ring.person_key LIMIT 1`,
      'DELETE FROM okuru_key_ring.erasure',
      'key ring, erased people: ill',
    ],
    [
      'a seal without its key',
      `UPDATE okuru_order.orders SET contact = jsonb_set(contact, '{keyId}', '"${ORDER_ID}"')`,
      `UPDATE okuru_order.orders SET contact = jsonb_set(contact, '{keyId}', ship_to->'keyId')`,
      'key ring, seals: doubt',
    ],
    [
      'a fact heard that nobody stated',
      `INSERT INTO okuru_order.inbox (event_id, consumer) VALUES ('${ORDER_ID}', 'okuru.order')`,
      'DELETE FROM okuru_order.inbox',
      'order, heard and stated: ill',
    ],
  ])('finds %s', async (_, harm, mend, told) => {
    await sql(harm);
    expect(await amiss()).toEqual([told]);
    await sql(mend);
    expect(await amiss()).toEqual([]);
  });

  it('finds a master key that is not the one of the shop', async () => {
    const other = readConfig({
      DATABASE_URL: shop.url,
      OKURU_MASTER_KEY: randomBytes(32).toString('base64'),
    });
    expect(await amiss(other)).toEqual(['key ring, master key: ill']);
    expect(exitCodeOf(await findings(other))).toBe(2);
  });

  it('takes no harm from an erased buyer', async () => {
    const own = await testDatabase();
    try {
      const as = await aSmallShop(own.url);
      const ring = await PostgresKeyRing.open({ url: own.url, masterKey: as.masterKey });
      await ring.erase('a'.repeat(64));
      await ring.close();
      expect((await amiss(as)).filter((each) => each.startsWith('key ring'))).toEqual([]);
    } finally {
      await own.drop();
    }
  });

  it('says which database is out of reach', async () => {
    const away = readConfig({
      DATABASE_URL: shop.url,
      SHIPPING_DATABASE_URL: 'postgresql://127.0.0.1:1/shipping',
      OKURU_MASTER_KEY: config.masterKey.toString('base64'),
    });
    const seen = (await findings(away)).filter(({ part }) => part === 'shipping');
    expect(seen).toEqual([
      {
        part: 'shipping',
        check: 'database',
        verdict: 'ill',
        says: expect.stringMatching(/out of reach \(ECONNREFUSED\)/),
      },
    ]);
  });
});

const redis = await redisAvailability();
(redis.ok ? describe : describe.skip)('the doctor looks at Redis', () => {
  it('and finds one that may drop jobs', async () => {
    const server = await startLocalRedis();
    try {
      expect(await examineJobs({ jobs: { kind: 'redis', url: server.url } })).toMatchObject([
        { verdict: 'well' },
      ]);
      const client = new Redis(server.url);
      await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
      client.disconnect();
      expect(await examineJobs({ jobs: { kind: 'redis', url: server.url } })).toMatchObject([
        { verdict: 'ill' },
      ]);
    } finally {
      await server.stop();
    }
    expect(await examineJobs({ jobs: { kind: 'redis', url: server.url } })).toMatchObject([
      { verdict: 'ill', says: expect.stringContaining('out of reach') },
    ]);
  });
});
