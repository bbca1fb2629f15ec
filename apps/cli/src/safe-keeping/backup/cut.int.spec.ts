import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { SERVICES, type ServiceName } from '@okuru/contracts';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService } from '@okuru/order';
import { ApiKeys, type Config, readConfig, type RunningApp, startServices } from '@okuru/platform';
import { testDatabase, type TestDatabase, until } from '@okuru/platform/testing';
import { shippingService } from '@okuru/shipping';
import { storesOf } from '../stores/store.js';
import type { Contents } from './manifest.js';
import { takeBackup } from './take-backup.js';

const BACKUPS = 5;
const POSTING_AT_ONCE = 4;
/** Between two orders of one who posts: facts are on their way at every moment, and the machine is left to the backups. */
const PAUSE_MS = 25;
const never = new AbortController().signal;

/** A column of a kept table; the first is the id of a fact in an archive and in an inbox. */
const columnIn = async (folder: string, file: string, nth: number): Promise<string[]> =>
  gunzipSync(await readFile(join(folder, file)))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t')[nth] ?? '');
const idsIn = (folder: string, file: string): Promise<string[]> => columnIn(folder, file, 0);
/** What a service acted on and what it passed over, which is kept by the batch: `{id,id}`. */
const heardIn = async (folder: string, service: ServiceName): Promise<string[]> => [
  ...(await idsIn(folder, `${service}/inbox.copy.gz`)),
  ...(await columnIn(folder, `${service}/passed_over.copy.gz`, 4)).flatMap((ids) =>
    ids.slice(1, -1).split(','),
  ),
];

describe('a cut over five databases while orders come in', () => {
  const databases: TestDatabase[] = [];
  let config: Config;
  let running: RunningApp;
  let keys: { storefront: string; ops: string };
  let home: string;
  let posted = 0;
  let isPosting = true;
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
    await until(async () => (await post(-1)) === 201, 120_000);
    posting = Promise.all(
      Array.from({ length: POSTING_AT_ONCE }, async (_, lane) => {
        // bound: isPosting
        for (let nth = 0; isPosting; nth += 1) {
          if ((await post(lane * 1_000_000 + nth)) === 201) posted += 1;
          await wait(PAUSE_MS);
        }
      }),
    );
  }, 300_000);
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

  it('never holds what was heard and not stated, and holds every order answered before it was asked for', async () => {
    const taken: { folder: string; contents: Contents; postedBefore: number }[] = [];
    for (let nth = 0; nth < BACKUPS; nth += 1) {
      const folder = join(home, String(nth));
      await until(() => posted > 10 * (nth + 1), 180_000);
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
    let underWay = 0;
    for (const { folder, contents, postedBefore } of taken) {
      const stated = new Set<string>();
      for (const service of SERVICES)
        for (const id of await idsIn(folder, `${service}/event.copy.gz`)) stated.add(id);
      for (const service of SERVICES) {
        const heard = await heardIn(folder, service);
        expect(heard.filter((id) => !stated.has(id))).toEqual([]);
      }
      const heardByInventory = new Set(await heardIn(folder, 'inventory'));
      const statedByOrder = await idsIn(folder, 'order/event.copy.gz');
      expect(heardByInventory.size).toBeGreaterThan(0);
      underWay += statedByOrder.filter((id) => !heardByInventory.has(id)).length;
      const orders = contents.stores.flatMap(({ tables }) => tables).find(({ table }) => table === 'orders');
      expect(orders?.rows).toBeGreaterThanOrEqual(postedBefore);
    }
    expect(underWay).toBeGreaterThan(0); // facts were on their way when it was cut
    process.stdout.write(
      `cut: waited ${taken.map(({ contents }) => contents.waitedMs).join(', ')} ms; relays held ${taken.map(({ contents }) => contents.heldMs).join(', ')} ms\n`,
    );
  }, 400_000);
});
