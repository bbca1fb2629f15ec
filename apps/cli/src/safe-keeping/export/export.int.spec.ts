import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '@okuru/contracts';
import { type Config, PostgresKeyRing, schemaOf } from '@okuru/platform';
import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { storesOf } from '../stores/store.js';
import { aSmallShop, BUYER_NAME, ODD_TEXT, onDatabase, ORDER_ID } from '../testing/a-small-shop.js';
import { EXPORTED, EXPORTED_OPEN, NOT_EXPORTED } from './exported-tables.js';
import { exportShop } from './export-shop.js';

let shop: TestDatabase;
let config: Config;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'okuru-export-'));
  shop = await testDatabase();
  config = await aSmallShop(shop.url);
});
afterAll(async () => {
  await shop.drop();
  await rm(home, { recursive: true, force: true });
});

const leave = async (name: string, openSeals: boolean): Promise<string> => {
  const folder = join(home, name);
  const signal = new AbortController().signal;
  await exportShop({ config, stores: storesOf(config), folder, openSeals, signal, onTable: () => undefined });
  return folder;
};
const rowsIn = async (path: string): Promise<any[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const allText = async (folder: string): Promise<string> => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')))).join(
    '\n',
  );
};

describe('an export', () => {
  it('knows of every table of every service whether it leaves', async () => {
    for (const service of SERVICES) {
      const { rows } = await onDatabase(shop.url, (client) =>
        client.query<{ name: string }>(
          `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' ORDER BY 1`,
          [schemaOf(service)],
        ),
      );
      const known = [
        ...Object.keys({ ...EXPORTED[service], ...EXPORTED_OPEN[service] }),
        ...NOT_EXPORTED[service],
      ];
      expect(known.sort()).toEqual(rows.map(({ name }) => name));
    }
  });

  it('holds every row as it is, seals closed, and a page that names each file', async () => {
    const folder = await leave('sealed', false);
    const items = await rowsIn(join(folder, 'inventory/item.ndjson'));
    expect(items).toHaveLength(500);
    expect(items[0].name_ja).toBe(ODD_TEXT);
    const [order] = await rowsIn(join(folder, 'order/orders.ndjson'));
    expect(order).toMatchObject({ order_id: ORDER_ID, contact: { keyId: expect.any(String) } });
    expect(await allText(folder)).not.toContain(BUYER_NAME);
    const page = await readFile(join(folder, 'README.md'), 'utf8');
    for (const service of SERVICES)
      for (const [table, meaning] of Object.entries(EXPORTED[service])) {
        expect(page).toContain(`## ${service}/${table}.ndjson`);
        expect(page).toContain(meaning);
      }
    expect(page).toContain('Personal data is sealed');
  });

  it('opens seals when asked, says so, and says of whom the key was erased', async () => {
    const folder = await leave('open', true);
    const [order] = await rowsIn(join(folder, 'order/orders.ndjson'));
    expect(order.contact).toEqual({ name: BUYER_NAME, email: 'hanako@example.jp' });
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain(
      'Personal data lies here in the open',
    );
    const ring = await PostgresKeyRing.open({ url: shop.url, masterKey: config.masterKey });
    await ring.erase('a'.repeat(64));
    await ring.close();
    const later = await leave('erased', true);
    expect((await rowsIn(join(later, 'order/orders.ndjson')))[0].contact).toEqual({ erased: true });
    expect(await allText(later)).not.toContain(BUYER_NAME);
  });

  it('writes over nothing', async () => {
    await expect(leave('sealed', false)).rejects.toThrow(/is not empty/);
  });
});
