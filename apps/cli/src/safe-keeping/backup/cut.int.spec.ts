import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { SERVICES } from '@okuru/contracts';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService } from '@okuru/order';
import { ApiKeys, type Config, readConfig, type RunningApp, startServices } from '@okuru/platform';
import { testDatabase, type TestDatabase, until } from '@okuru/platform/testing';
import { shippingService } from '@okuru/shipping';
import { restore } from '../restore/restore.js';
import { storesOf } from '../stores/store.js';
import { onDatabase } from '../testing/a-small-shop.js';
import type { Contents } from './manifest.js';
import { takeBackup } from './take-backup.js';

const BACKUPS = 5;
const POSTING_AT_ONCE = 6;
const never = new AbortController().signal;

/** Events in an inbox that no archive holds. */
const GHOSTS = SERVICES.map(
  (consumer) => `
  SELECT '${consumer}' AS consumer, event_id FROM okuru_${consumer}.inbox
  WHERE event_id NOT IN (${SERVICES.map((emitter) => `SELECT id FROM okuru_${emitter}.event`).join(' UNION ALL ')})`,
).join(' UNION ALL ');

describe('a cut over five databases while orders come in', () => {
  const databases: TestDatabase[] = [];
  let config: Config;
  let running: RunningApp;
  let keys: { storefront: string; ops: string };
  let home: string;
  let posted = 0;
  let isPosting = true;
  const refused: unknown[] = [];
  let posting: Promise<unknown>;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'okuru-cut-'));
    for (let nth = 0; nth < 6; nth += 1) databases.push(await testDatabase());
    const url = (nth: number): string => databases[nth]?.url ?? '';
    config = readConfig({
      DATABASE_URL: url(0),
      ORDER_DATABASE_URL: url(1),
      INVENTORY_DATABASE_URL: url(2),
      SHIPPING_DATABASE_URL: url(3),
      NOTIFICATION_DATABASE_URL: url(4),
      EVENT_LOG_DATABASE_URL: url(5),
      OKURU_MASTER_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'error',
      PORT: '0',
    });
    running = await startServices(config, [
      orderService,
      inventoryService,
      shippingService,
      notificationService,
    ]);
    const apiKeys = running.app.get(ApiKeys);
    keys = {
      storefront: (await apiKeys.issue({ role: 'storefront', label: 'test', channel: 'web' })).key,
      ops: (await apiKeys.issue({ role: 'ops', label: 'test' })).key,
    };
    await send(
      'ops',
      '/v1/items/import',
      'sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen\nMUG,マグ,Mug,2100000000012,120,90,60,300,1000',
    );
    await send('ops', '/v1/stock/import', 'sku,on_hand\nMUG,100000');
    await until(async () => (await post(-1)) === 201, 30_000);
    posting = Promise.all(
      Array.from({ length: POSTING_AT_ONCE }, async (_, lane) => {
        // bound: isPosting
        for (let nth = 0; isPosting; nth += 1) {
          const status = await post(lane * 1_000_000 + nth);
          if (status === 201) posted += 1;
          else refused.push(status);
        }
      }),
    );
  }, 120_000);
  afterAll(async () => {
    isPosting = false;
    await posting;
    await running.close();
    for (const database of databases) await database.drop();
    await rm(home, { recursive: true, force: true });
  });

  const send = async (role: 'storefront' | 'ops', path: string, body: string | object): Promise<number> => {
    const answer = await fetch(`${running.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys[role]}`,
        'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
        'idempotency-key': `${path}-${JSON.stringify(body).slice(0, 40)}`.replaceAll(/[^\w-]/g, '-'),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    await answer.text();
    return answer.status;
  };

  const post = (nth: number): Promise<number> =>
    send('storefront', '/v1/orders', {
      reference: `r-${nth}`,
      lines: [{ sku: 'MUG', quantity: 1, unitPrice: 1000, taxRate: 10 }],
      contact: { name: '山田 花子', email: `r${nth}@example.com` },
      shipTo: {
        name: '山田 花子',
        postalCode: '100-0001',
        prefecture: 13,
        city: '千代田区',
        street: '千代田1-1',
      },
    });

  it('never holds what was heard and not stated, keeps relays for milliseconds, and refuses no order', async () => {
    const taken: { folder: string; contents: Contents; postedBefore: number }[] = [];
    for (let nth = 0; nth < BACKUPS; nth += 1) {
      const folder = join(home, String(nth));
      await until(() => posted > 20 * (nth + 1), 60_000);
      const postedBefore = posted;
      const contents = await takeBackup({
        config,
        stores: storesOf(config),
        folder,
        signal: never,
        onTable: () => undefined,
      });
      taken.push({ folder, contents, postedBefore });
    }
    isPosting = false;
    await posting;
    expect(refused).toEqual([]);
    let underWay = 0;
    for (const { folder, postedBefore } of taken) {
      const whole = await testDatabase();
      try {
        const to = readConfig({
          DATABASE_URL: whole.url,
          OKURU_MASTER_KEY: config.masterKey.toString('base64'),
          LOG_LEVEL: 'silent',
        });
        const { restated } = await restore({
          config: to,
          stores: storesOf(to),
          folder,
          signal: never,
          onChecked: () => undefined,
          onTable: () => undefined,
        });
        underWay += restated ?? 0;
        const found = await onDatabase(whole.url, async (client) => ({
          ghosts: (await client.query(GHOSTS)).rows,
          orders: (
            await client.query<{ count: number }>('SELECT count(*)::int AS count FROM okuru_order.orders')
          ).rows[0]?.count,
          heard: (
            await client.query<{ count: number }>('SELECT count(*)::int AS count FROM okuru_inventory.inbox')
          ).rows[0]?.count,
        }));
        expect(found.ghosts).toEqual([]);
        expect(found.orders).toBeGreaterThanOrEqual(postedBefore);
        expect(found.heard).toBeGreaterThan(0);
      } finally {
        await whole.drop();
      }
    }
    expect(underWay).toBeGreaterThan(0); // facts were on their way when it was cut
    process.stdout.write(
      `cut: waited ${taken.map(({ contents }) => contents.waitedMs).join(', ')} ms; relays held ${taken.map(({ contents }) => contents.heldMs).join(', ')} ms\n`,
    );
  }, 240_000);
});
