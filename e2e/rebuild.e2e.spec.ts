import { MemoryEventLog, rebuild, type ServiceTables } from '@okuru/platform';
import { Pool } from 'pg';
import { untilAllQuiet } from './support/all-quiet.js';
import { anOrder } from './support/an-order.js';
import type { OpenScriptedShop } from './support/journeys/scripted-shop.js';
import { changesBetween, lastingRows } from './support/lasting-rows.js';
import { SERVICE_TABLES } from '../apps/cli/src/evolution/services.js';
import { startShop } from './support/shop.js';
import { startWorkedShop } from './support/worked-shop.js';

const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
const STORY_MS_MAX = 240_000;

type Subject = readonly [
  name: string,
  tables: ServiceTables,
  projection: ServiceTables['projections'][number],
  damage: readonly string[],
];

/** What somebody at a console might do to each: take rows away, alter some, put strange ones there. */
const DAMAGE: Readonly<Record<string, readonly string[]>> = {
  'order items': [
    `DELETE FROM okuru_order.item_replica WHERE sku IN (SELECT sku FROM okuru_order.item_replica ORDER BY sku LIMIT 3)`,
    `UPDATE okuru_order.item_replica SET item_version = item_version + 40 WHERE sku = (SELECT max(sku) FROM okuru_order.item_replica)`,
    `INSERT INTO okuru_order.item_replica VALUES ('NEVER-HEARD', 1)`,
    `UPDATE okuru_order.item_replica SET value_yen = NULL, as_set = '{}' WHERE sku = (SELECT max(sku) FROM okuru_order.item_replica)`,
    `UPDATE okuru_order.catalogue_heard SET version = 0`,
    `INSERT INTO okuru_order.catalogue_item_heard VALUES (77, 'NEVER-HEARD', 2)`,
  ],
  'order followed': [
    `UPDATE okuru_order.order_line SET packed = 0, reserved = 0, set_aside = 0, cancelled = 0`,
    `UPDATE okuru_order.orders SET status = 'shipped', near_misses = 9, reservation = 7, planning_fault = '?'`,
    `UPDATE okuru_order.orders SET cancellation = 'refused' WHERE cancellation = 'done'`,
    `DELETE FROM okuru_order.order_parcel WHERE parcel_id = (SELECT parcel_id FROM okuru_order.order_parcel LIMIT 1)`,
    `UPDATE okuru_order.order_parcel SET status = 'planned', tracking_number = '?'`,
    `UPDATE okuru_order.order_letter SET kind = '?'`,
  ],
  'shipping items': [
    `DELETE FROM okuru_shipping.item WHERE sku IN (SELECT sku FROM okuru_shipping.item ORDER BY sku LIMIT 3)`,
    `UPDATE okuru_shipping.item SET name_ja = '?', measured = NULL WHERE sku = (SELECT max(sku) FROM okuru_shipping.item)`,
    `INSERT INTO okuru_shipping.item VALUES ('NEVER-HEARD', 1, '?', '?', '{}')`,
  ],
  'shipping lots': [
    `DELETE FROM okuru_shipping.item_lots WHERE sku = (SELECT min(sku) FROM okuru_shipping.item_lots)`,
    `UPDATE okuru_shipping.item_lots SET lots = '[]'`,
    `INSERT INTO okuru_shipping.item_lots VALUES ('NEVER-HEARD', 1, '[]')`,
  ],
  'notification item-names': [
    `DELETE FROM okuru_notification.item_name WHERE sku IN (SELECT sku FROM okuru_notification.item_name ORDER BY sku LIMIT 3)`,
    `UPDATE okuru_notification.item_name SET en = 'teapot' WHERE sku = (SELECT max(sku) FROM okuru_notification.item_name)`,
    `INSERT INTO okuru_notification.item_name VALUES ('NEVER-HEARD', 1, '?', '?')`,
  ],
  'notification correspondents': [
    `UPDATE okuru_notification.correspondent SET reference = 'wrong', card = NULL WHERE card IS NOT NULL`,
    `UPDATE okuru_notification.correspondent SET contact = '{}' WHERE heard_from <> 'order.confirmed'`,
    `INSERT INTO okuru_notification.correspondent (order_id) VALUES ('01930f3e-7a00-7000-8000-00000000dead')`,
    `DELETE FROM okuru_notification.correspondent WHERE order_id NOT IN (SELECT order_id FROM okuru_notification.letter)`,
  ],
};

const RECEIPTS = 12;
/** Goods that are kept by lot, in as many lots as receipts. */
const bringInLots = async ({ shop, database }: OpenScriptedShop): Promise<void> => {
  await shop.call('ops', 'PUT', '/v1/items/MILK', { names: { ja: '牛乳' }, lotControlled: true });
  for (let nth = 1; nth <= RECEIPTS; nth += 1) {
    const lots = [{ lot: `L${nth}`, expiresOn: '2030-12-31', quantity: nth }];
    const receipt = { opId: `lots-${nth}`, lines: [{ sku: 'MILK', quantity: nth, lots }] };
    expect((await shop.call('warehouse', 'POST', '/v1/stock/receipts', receipt)).status).toBe(200);
  }
  await shop.until(
    () => database.query('SELECT FROM okuru_shipping.item_lots WHERE lots_version = $1', [RECEIPTS]),
    ({ rowCount }) => rowCount === 1,
  );
};

const subjects: Subject[] = SERVICE_TABLES.flatMap((tables) =>
  tables.projections.map((projection): Subject => {
    const name = `${tables.service} ${projection.name}`;
    return [name, tables, projection, DAMAGE[name] ?? []];
  }),
);

describe('a projection made anew from the archives', () => {
  let scripted: OpenScriptedShop;

  beforeAll(async () => {
    scripted = await startWorkedShop(SEED);
    await bringInLots(scripted);
  }, STORY_MS_MAX);
  afterAll(() => scripted.close());

  it('every projection is damaged by this suite', () => {
    expect(subjects.map(([name]) => name).sort()).toEqual(Object.keys(DAMAGE).sort());
  });

  it.each(subjects)(
    '%s: is what it was, row by row, and nothing else in any table is new',
    async (_name, { service }, projection, damage) => {
      const { database, shop } = scripted;
      const undamaged = await lastingRows(database);
      for (const statement of damage) await database.query(statement);
      const damaged = changesBetween(undamaged, await lastingRows(database));
      expect(damaged.map(({ place }) => place).sort()).toEqual(
        projection.tables.map((table) => `okuru_${service}.${table}`).sort(),
      );
      const { events, tables } = await rebuild({
        service,
        projection,
        databaseUrl: () => shop.databaseUrl,
        batchMax: 7,
      });
      expect(events).toBeGreaterThan(10);
      expect(tables.every(({ added, changed, removed }) => added + changed + removed > 0)).toBe(true);
      expect(changesBetween(undamaged, await lastingRows(database))).toEqual([]);
    },
    STORY_MS_MAX,
  );

  it.each(subjects)('%s: touches nothing that is right already', async (_name, { service }, projection) => {
    const { tables } = await rebuild({ service, projection, databaseUrl: () => scripted.shop.databaseUrl });
    for (const table of tables) expect(table).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  it('is refused when the archive lacks its beginning, and then nothing was done', async () => {
    const { database, shop } = scripted;
    const [, { service }, projection] = subjects[0]!;
    const client = await database.connect();
    const lost = `SELECT key FROM okuru_inventory.event WHERE type = 'item.changed' ORDER BY key LIMIT 1`;
    try {
      await client.query(
        `CREATE TEMP TABLE kept AS SELECT * FROM okuru_inventory.event WHERE key = (${lost})`,
      );
      await client.query('DELETE FROM okuru_inventory.event WHERE key = (SELECT min(key) FROM kept)');
      const before = await lastingRows(database);
      await expect(rebuild({ service, projection, databaseUrl: () => shop.databaseUrl })).rejects.toThrow(
        /archive of inventory does not begin at the beginning \(1 keys\)/,
      );
      expect(changesBetween(before, await lastingRows(database))).toEqual([]);
      await client.query('INSERT INTO okuru_inventory.event SELECT * FROM kept');
    } finally {
      client.release();
    }
  });
});

describe('a projection made anew while the shop serves', () => {
  it(
    'is never behind what was heard meanwhile, and no caller notices',
    async () => {
      const log = new MemoryEventLog();
      const shop = await startShop({ eventLog: log });
      const database = new Pool({ connectionString: shop.databaseUrl, max: 2 });
      const skus = Array.from({ length: 60 }, (_, nth) => `S${nth}`);
      try {
        await shop.stock(Object.fromEntries(skus.map((sku) => [sku, 1_000])));
        let isServing = true;
        const statuses: number[] = [];
        const serve = async (name: string): Promise<void> => {
          while (isServing) {
            const nth = statuses.length;
            const sku = skus[nth % skus.length]!;
            const body = anOrder({ reference: `${name}-${nth}`, sku, units: 1 });
            const key = { 'idempotency-key': body['reference'] as string };
            statuses.push((await shop.call('storefront', 'POST', '/v1/orders', body, key)).status);
            const items = `sku,name_ja,name_en,value_yen\n${sku},${sku} 品 ${nth},${sku},1000`;
            await shop.call('ops', 'POST', '/v1/items/import', items);
          }
        };
        const serving = Promise.all([serve('a'), serve('b')]);
        try {
          for (const [, { service }, projection] of subjects)
            await rebuild({ service, projection, databaseUrl: () => shop.databaseUrl, batchMax: 20 });
        } finally {
          isServing = false;
          await serving;
        }
        expect(new Set(statuses)).toEqual(new Set([201]));
        await untilAllQuiet(shop, database);
        const heard = await lastingRows(database);
        for (const [, { service }, projection] of subjects) {
          const { tables } = await rebuild({ service, projection, databaseUrl: () => shop.databaseUrl });
          for (const table of tables) expect(table).toMatchObject({ added: 0, changed: 0, removed: 0 });
        }
        expect(changesBetween(heard, await lastingRows(database))).toEqual([]);
      } finally {
        await database.end();
        await shop.close();
        await log.close();
      }
    },
    STORY_MS_MAX,
  );
});
