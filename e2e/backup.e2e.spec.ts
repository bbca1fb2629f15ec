import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SERVICES } from '@okuru/contracts';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService } from '@okuru/order';
import { type Config, readConfig, startServices } from '@okuru/platform';
import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { shippingService } from '@okuru/shipping';
import pg from 'pg';
import { ApiClient } from '../apps/cli/src/api/api-client.js';
import { audit } from '../apps/cli/src/demo/audit.js';
import { Crew } from '../apps/cli/src/demo/crew.js';
import type { DemoKeys } from '../apps/cli/src/demo/demo-keys.js';
import { runDemo } from '../apps/cli/src/demo/demo.js';
import { generatedScenario } from '../apps/cli/src/demo/generated-scenario.js';
import { type AcceptedOrder, Ledger } from '../apps/cli/src/demo/ledger.js';
import { quietWithin } from '../apps/cli/src/demo/quiet.js';
import { receiveRest, restOf } from '../apps/cli/src/demo/stock-the-shop.js';
import { takeBackup } from '../apps/cli/src/safe-keeping/backup/take-backup.js';
import { restore } from '../apps/cli/src/safe-keeping/restore/restore.js';
import { storesOf } from '../apps/cli/src/safe-keeping/stores/store.js';

const ORDERS = 60;
const SEED = 'backup';
const BUSY_WITHIN_MS = 180_000;
const never = new AbortController().signal;

/** What the world knew when the first backup was asked for, and when all was done. */
interface FirstLife {
  /** Orders whose answer had come before the backup taken among the posts was asked for. */
  readonly answeredBefore: ReadonlyMap<string, AcceptedOrder>;
  readonly ledger: Ledger;
  readonly keys: DemoKeys;
  readonly masterKey: string;
}

describe('a backup taken while the shop works', () => {
  let home: string;
  let database: TestDatabase;
  let first: FirstLife;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'okuru-backup-'));
    first = await liveAndBackUp(home);
  }, 600_000);
  afterAll(() => rm(home, { recursive: true, force: true }));
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  const bringBack = async (name: string): Promise<Config> => {
    const config = configOf(database.url, first.masterKey);
    const started = performance.now();
    const {
      contents,
      rows: back,
      restated,
    } = await restore({
      config,
      folder: join(home, name),
      stores: storesOf(config),
      signal: never,
      onChecked: () => undefined,
      onTable: () => undefined,
    });
    const ms = Math.round(performance.now() - started);
    process.stdout.write(
      `${name}: cut ${contents.waitedMs} ms after it was asked for; ${back} rows back in ${ms} ms, ${restated} facts stated again\n`,
    );
    return config;
  };

  const rows = async <Row>(sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Row[];
    } finally {
      await client.end();
    }
  };

  it('holds every order answered before it was asked for, and none that nobody placed; nothing is heard that is not stated', async () => {
    await bringBack('among-posts');
    const stored = new Map(
      (
        await rows<{ id: string; reference: string }>(
          'select order_id as id, reference from okuru_order.orders',
        )
      ).map(({ id, reference }) => [reference, id]),
    );
    expect(first.answeredBefore.size).toBeGreaterThan(0);
    const lost = [...first.answeredBefore.values()].filter(
      ({ orderId, reference }) => stored.get(reference) !== orderId,
    );
    expect(lost).toEqual([]);
    const strange = [...stored].filter(
      ([reference, id]) => first.ledger.accepted.get(reference)?.orderId !== id,
    );
    expect(strange).toEqual([]);
    expect(stored.size).toBeLessThan(ORDERS); // it was taken in the middle
    expect(await rows(GHOSTS)).toEqual([]);
  });

  it('works on from there to a clean audit', async () => {
    const config = await bringBack('among-parcels');
    const scenario = await generatedScenario(ORDERS, SEED);
    const running = await startServices(config, [
      orderService,
      inventoryService,
      shippingService,
      notificationService,
    ]);
    const [storefront, ops, warehouse] = [first.keys.storefront, first.keys.ops, first.keys.warehouse].map(
      (key) => new ApiClient(running.url, key),
    ) as [ApiClient, ApiClient, ApiClient];
    try {
      const ledger = await ledgerOfTheCut(first.ledger, rows);
      const crew = new Crew(warehouse, scenario.goods, ledger, () => undefined, [
        'planned',
        'packing',
        'closed',
      ]);
      const done = crew.run();
      await receiveRest(ops, restOf(scenario));
      const held = new Set(
        (
          await rows<{ reference: string }>(`select reference from okuru_order.orders where holds <> '{}'`)
        ).map(({ reference }) => reference),
      );
      for (const order of scenario.orders.filter(({ reference }) => held.has(reference))) {
        const path = `/v1/orders/${ledger.accepted.get(order.reference)!.orderId}`;
        if (order.fate === 'paid-later')
          await storefront.must([200, 201, 202], 'POST', `${path}/payments`, {
            json: { amount: order.totalYen, method: 'bank-transfer' },
            headers: { 'idempotency-key': `again-${order.reference}` },
          });
        if (order.fate === 'asks-a-question')
          await ops.must([200, 202], 'POST', `${path}/confirm`, { json: {} });
      }
      await Promise.race([quietWithin(database.url, crew, ledger), done]);
      crew.stop();
      await done;
      const findings = await audit(database.url, scenario, ledger);
      expect(findings.faults).toEqual([]);
      expect(findings.dispatched).toBeGreaterThan(0);
    } finally {
      for (const client of [storefront, ops, warehouse]) client.close();
      await running.close();
    }
  }, 600_000);
});

const configOf = (url: string, masterKey: string) =>
  readConfig({ DATABASE_URL: url, OKURU_MASTER_KEY: masterKey, LOG_LEVEL: 'error', PORT: '0' });

/** Events that somebody heard and no archive holds. */
const GHOSTS = SERVICES.map(
  (consumer) => `
  select '${consumer}' as consumer, event_id from okuru_${consumer}.heard
  where event_id not in (${SERVICES.map((emitter) => `select id from okuru_${emitter}.event`).join(' union all ')})`,
).join(' union all ');

const liveAndBackUp = async (home: string): Promise<FirstLife> => {
  let life: FirstLife | undefined;
  await runDemo(
    { kafka: false, orders: ORDERS, seed: SEED },
    {
      missesUnits: false,
      whileWorking: async (shop, ledger, keys) => {
        const config = readConfig(shop.environment);
        const keep = (name: string) =>
          takeBackup({
            config,
            stores: storesOf(config),
            folder: join(home, name),
            signal: never,
            onTable: () => undefined,
          });
        await busy(() => ledger.accepted.size >= ORDERS / 3);
        const answeredBefore = new Map(ledger.accepted);
        await keep('among-posts');
        await busy(() => ledger.handedOver.size >= ORDERS / 6);
        await keep('among-parcels');
        life = { answeredBefore, ledger, keys, masterKey: shop.environment['OKURU_MASTER_KEY'] ?? '' };
      },
    },
  );
  if (!life) throw new Error('no backup was taken');
  return life;
};

const busy = async (isBusy: () => boolean): Promise<void> => {
  for (let waited = 0; !isBusy(); waited += 20) {
    if (waited > BUSY_WITHIN_MS) throw new Error('the shop was never busy');
    await wait(20);
  }
};

/**
 * What storefront and crew know at the cut. A parcel that had not left is worked again from its first step, under the
 * ids of then, so of parcels that left the ledger of the first life holds, and of scans blocked what belongs to them.
 */
const ledgerOfTheCut = async (then: Ledger, rows: <Row>(sql: string) => Promise<Row[]>): Promise<Ledger> => {
  const ledger = new Ledger();
  const stored = await rows<{ reference: string }>('select reference from okuru_order.orders');
  for (const { reference } of stored) ledger.accepted.set(reference, then.accepted.get(reference)!);
  for (const orderId of then.cancelAsked) ledger.cancelAsked.add(orderId);
  for (const orderId of then.leftToPeople) ledger.leftToPeople.add(orderId);
  for (const place of then.firstWrongScans) ledger.firstWrongScans.add(place);
  const left = await rows<{ id: string }>(
    `select parcel_id as id from okuru_shipping.parcel where status in ('dispatched', 'delivered')`,
  );
  for (const { id } of left) {
    if (!then.handedOver.has(id))
      throw new Error(`parcel ${id} left in the backup and the crew never handed it over`);
    ledger.handedOver.add(id);
    ledger.waybills.set(id, then.waybills.get(id)!);
    ledger.scannedUnits.set(id, then.scannedUnits.get(id)!);
  }
  const [blocked] = await rows<{ count: number }>(`
    select count(*)::int as count from okuru_shipping.blocked_scan
    where parcel_id is null or parcel_id not in (select parcel_id from okuru_shipping.parcel where status in ('planned', 'packing', 'closed'))`);
  ledger.wrongScans = blocked?.count ?? 0;
  return ledger;
};
