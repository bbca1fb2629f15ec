import { randomBytes } from 'node:crypto';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService } from '@okuru/order';
import { ApiKeys, type Config, readConfig, type RunningApp, startServices } from '@okuru/platform';
import { kafkaAvailability, type LocalKafka, startLocalKafka } from '@okuru/platform/local-servers';
import { testDatabase, type TestDatabase, until } from '@okuru/platform/testing';
import { shippingService } from '@okuru/shipping';
import pg from 'pg';
import { ApiClient } from '../apps/cli/src/api/api-client.js';
import { inParallel } from '../apps/cli/src/demo/parallel.js';
import { STREAMS } from '../apps/cli/src/demo/quiet.js';
import { examine } from '../apps/cli/src/safe-keeping/doctor/examine.js';
import { restateShop } from '../apps/cli/src/safe-keeping/restate/restate-shop.js';
import { storesOf } from '../apps/cli/src/safe-keeping/stores/store.js';
import { anOrder } from './support/an-order.js';

const ORDERS = 60;
const UNITS = 1_000;
const QUIET_WITHIN_MS = 180_000;
const never = new AbortController().signal;

const available = kafkaAvailability();
const suite = available.ok || process.env.CI === 'true' ? describe : describe.skip;

/** Facts that somebody has still to hear; and those of them that no outbox holds any more. */
const UNHEARD = STREAMS.map(
  ({ emitter, consumer }) => `
  SELECT count(*)::int AS unheard, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM okuru_${emitter}.outbox WHERE event_id = e.id))::int AS sent
  FROM okuru_${emitter}.event e WHERE NOT EXISTS (SELECT FROM okuru_${consumer}.heard i WHERE i.event_id = e.id)`,
).join(' UNION ALL ');

suite(`Kafka loses everything${available.ok ? '' : ` (skipped: ${available.reason})`}`, () => {
  let database: TestDatabase;
  let kafka: LocalKafka | undefined;
  let pool: pg.Pool;
  let config: Config;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    kafka = await startLocalKafka({ shortLived: true });
    config = configOf(kafka);
  }, 180_000);
  afterAll(async () => {
    await kafka?.stop();
    await pool.end();
    await database.drop();
  });

  const masterKey = randomBytes(32).toString('base64');
  const configOf = ({ brokers }: LocalKafka): Config =>
    readConfig({
      DATABASE_URL: database.url,
      KAFKA_BROKERS: brokers,
      OKURU_MASTER_KEY: masterKey,
      LOG_LEVEL: 'fatal',
      PORT: '0',
    });
  const start = (): Promise<RunningApp> =>
    startServices(config, [orderService, inventoryService, shippingService, notificationService]);
  const unheard = async (): Promise<{ unheard: number; sent: number }> => {
    const { rows } = await pool.query<{ unheard: number; sent: number }>(UNHEARD);
    return {
      unheard: rows.reduce((sum, row) => sum + row.unheard, 0),
      sent: rows.reduce((sum, row) => sum + row.sent, 0),
    };
  };

  it('and the archives state again what was on its way: every order gets its units once', async () => {
    let running = await start();
    const apiKeys = running.app.get(ApiKeys);
    const keys = {
      storefront: (await apiKeys.issue({ role: 'storefront', label: 'test', channel: 'web' })).key,
      ops: (await apiKeys.issue({ role: 'ops', label: 'test' })).key,
    };
    const [storefront, ops] = [
      new ApiClient(running.url, keys.storefront),
      new ApiClient(running.url, keys.ops),
    ];
    const csv =
      'sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen\nMUG,マグ,Mug,2100000000012,120,90,60,300,1000';
    const { body } = await ops.must([200], 'POST', '/v1/items/import', { csv });
    await ops.must([200], 'POST', '/v1/stock/import', {
      csv: `sku,on_hand\nMUG,${UNITS}`,
      headers: { 'idempotency-key': 'stock' },
    });
    await until(async () => {
      const heard = await ops.must([200], 'GET', '/v1/catalogue');
      return (heard.body as any).catalogueVersion >= (body as any).catalogueVersion;
    }, QUIET_WITHIN_MS);
    await inParallel(
      12,
      Array.from({ length: ORDERS }, (_, nth) => nth),
      async (nth) => {
        await storefront.must([201], 'POST', '/v1/orders', {
          json: anOrder({ reference: `r-${nth}`, sku: 'MUG', units: 1 }),
          headers: { 'idempotency-key': `r-${nth}` },
        });
      },
    );
    await expect(restateShop(config, never)).rejects.toThrow(/hold records.*OKURU_PREFIX/);
    for (const client of [storefront, ops]) client.close();
    await running.close(); // ears first, relays last: what they send in between is in Kafka alone
    const onTheWay = await unheard();
    expect(onTheWay.sent).toBeGreaterThan(0);

    await kafka?.stop(); // and with it everything it had
    kafka = await startLocalKafka({ shortLived: true });
    config = configOf(kafka);
    expect(await restateShop(config, never)).toBeGreaterThan(0);
    expect((await unheard()).sent).toBe(0);

    running = await start();
    try {
      await expect(restateShop(config, never)).rejects.toThrow(/hold records|The order service runs/);
      await until(async () => (await unheard()).unheard === 0, QUIET_WITHIN_MS);
      const { rows } = await pool.query(`
        SELECT (SELECT count(*)::int FROM okuru_order.orders) AS orders,
          (SELECT sum(reserved)::int FROM okuru_order.order_line) AS reserved,
          (SELECT sum(held)::int FROM okuru_inventory.reservation) AS held,
          (SELECT reserved FROM okuru_inventory.stock WHERE sku = 'MUG') AS stock,
          (SELECT count(*)::int FROM okuru_shipping.parcel_line) AS parcels`);
      expect(rows).toEqual([
        { orders: ORDERS, reserved: ORDERS, held: ORDERS, stock: ORDERS, parcels: ORDERS },
      ]);
      const ill = (await examine(config, storesOf(config))).filter(
        ({ verdict, check }) => verdict !== 'well' && check !== 'settings',
      );
      expect(ill).toEqual([]);
    } finally {
      await running.close();
    }
  }, 400_000);
});
