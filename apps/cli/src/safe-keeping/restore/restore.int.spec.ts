import { copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import { type Config, migrate, PostgresKeyRing, readConfig } from '@okuru/platform';
import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { takeBackup } from '../backup/take-backup.js';
import { MIGRATIONS } from '../stores/services.js';
import { storesOf } from '../stores/store.js';
import { aSmallShop, everything, onDatabase, schemasOf } from '../testing/a-small-shop.js';
import { restore, type Restored } from './restore.js';

const never = new AbortController().signal;

let shop: TestDatabase;
let empty: TestDatabase;
let config: Config;
let home: string;
let backup: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'okuru-restore-'));
  shop = await testDatabase();
  config = await aSmallShop(shop.url);
  backup = join(home, 'backup');
  await keep(backup);
});
afterAll(async () => {
  await shop.drop();
  await rm(home, { recursive: true, force: true });
});
beforeEach(async () => {
  empty = await testDatabase();
});
afterEach(() => empty.drop());

const keep = (folder: string, names?: readonly string[], signal = never) =>
  takeBackup({ config, stores: storesOf(config, names), folder, signal, onTable: () => undefined });

const at = (url: string, masterKey = config.masterKey): Config =>
  readConfig({ DATABASE_URL: url, OKURU_MASTER_KEY: masterKey.toString('base64'), LOG_LEVEL: 'silent' });

const bring = (
  folder: string,
  more: {
    config?: Config;
    names?: readonly string[];
    erased?: string;
    signal?: AbortSignal;
    onTable?: () => void;
  } = {},
): Promise<Restored> => {
  const to = more.config ?? at(empty.url);
  return restore({
    config: to,
    stores: storesOf(to, more.names),
    folder,
    signal: more.signal ?? never,
    onChecked: () => undefined,
    onTable: more.onTable ?? (() => undefined),
    ...(more.erased === undefined ? {} : { erased: more.erased }),
  });
};

/** A copy of the backup with something done to it. */
const damaged = async (name: string, harm: (folder: string) => Promise<void>): Promise<string> => {
  const folder = join(home, name);
  await cp(backup, folder, { recursive: true });
  await harm(folder);
  return folder;
};

const changeManifest = async (folder: string, change: (manifest: any) => void): Promise<void> => {
  const path = join(folder, 'manifest.json');
  const { checksum: _, ...contents } = JSON.parse(await readFile(path, 'utf8'));
  change(contents);
  const checksum = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
  await writeFile(path, JSON.stringify({ ...contents, checksum }));
};

const flipByte = async (path: string): Promise<void> => {
  const bytes = await readFile(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await writeFile(path, bytes);
};

const isUntouched = async (): Promise<void> => expect(await schemasOf(empty.url)).toEqual([]);

describe('a restore', () => {
  it('brings every row back as it was, and sequences go on behind the last row', async () => {
    const { rows } = await bring(backup);
    expect(rows).toBeGreaterThan(2_000);
    expect(await everything(empty.url)).toEqual(await everything(shop.url));
    const next = await onDatabase(empty.url, async (client) => {
      const { rows: made } = await client.query(
        `INSERT INTO okuru_inventory.movement (at, sku, warehouse, kind, change) VALUES (now(), 'SKU-1', 'main', 'received', 1) RETURNING id::int AS id`,
      );
      return made[0].id;
    });
    expect(next).toBe(501);
  });

  it('brings staff back, and signs nobody in', async () => {
    await bring(backup);
    const { rows } = await onDatabase(empty.url, (client) =>
      client.query(`SELECT (SELECT count(*)::int FROM okuru_access.staff) AS staff,
        (SELECT count(*)::int FROM okuru_access.staff_session) AS sessions`),
    );
    expect(rows).toEqual([{ staff: 1, sessions: 0 }]);
  });

  it('puts into the outbox, in order, what nobody had heard, and lets every service begin where a new log begins', async () => {
    const source = await testDatabase();
    try {
      const own = await aSmallShop(source.url, config.masterKey);
      const folder = join(home, 'unheard');
      await onDatabase(source.url, async (client) => {
        await client.query(`
          INSERT INTO okuru_order.inbox (event_id, consumer) SELECT id, 'okuru.order' FROM okuru_inventory.event;
          INSERT INTO okuru_notification.passed_over (consumer, topic, partition, first_offset, event_ids)
            SELECT 'okuru.notification', 'okuru.inventory', 0, 7, array_agg(id) FROM okuru_inventory.event;
          INSERT INTO okuru_shipping.inbox (event_id, consumer) SELECT id, 'okuru.shipping' FROM okuru_inventory.event WHERE key <> 'item:SKU-7';
          INSERT INTO okuru_inventory.event (id, key, type, version, aggregate_version, time, traceparent, data)
            SELECT gen_random_uuid(), 'item:SKU-7', 'item.changed', 1, n, now() - n * interval '1 minute', '', '{}' FROM generate_series(2, 4) AS n;
          INSERT INTO okuru_inventory.outbox (event_id, topic)
            SELECT id, 'okuru.inventory' FROM okuru_inventory.event WHERE key = 'item:SKU-7' AND aggregate_version = 4;
          INSERT INTO okuru_order.consumer_fence VALUES ('okuru.order', 'okuru.inventory', 0, 500)`);
      });
      await takeBackup({
        config: own,
        stores: storesOf(own),
        folder,
        signal: never,
        onTable: () => undefined,
      });
      expect((await bring(folder)).restated).toBe(4);
      const left = await onDatabase(empty.url, async (client) => ({
        outbox: (
          await client.query(
            `SELECT key, aggregate_version::int AS version FROM okuru_inventory.outbox JOIN okuru_inventory.event ON event_id = id ORDER BY position`,
          )
        ).rows,
        fences: (await client.query('SELECT FROM okuru_order.consumer_fence')).rowCount,
      }));
      expect(left).toEqual({
        outbox: [1, 2, 3, 4].map((version) => ({ key: 'item:SKU-7', version })),
        fences: 0,
      });
    } finally {
      await source.drop();
    }
  });

  it('of one service brings that one alone, and leaves its place in the log as it was', async () => {
    await bring(backup, { names: ['inventory'] });
    expect(await schemasOf(empty.url)).toEqual(['okuru_inventory']);
  });

  it('makes the tables as they were under an older version; the rest migrates at the start', async () => {
    const old = await testDatabase();
    try {
      await migrate('inventory', old.url, MIGRATIONS.inventory.slice(0, -1));
      const then = at(old.url);
      const folder = join(home, 'older');
      await takeBackup({
        config: then,
        stores: storesOf(then, ['inventory']),
        folder,
        signal: never,
        onTable: () => undefined,
      });
      await bring(folder, { names: ['inventory'] });
      await migrate('inventory', empty.url, MIGRATIONS.inventory);
    } finally {
      await old.drop();
    }
  });

  it('erases again whoever is named as erased since', async () => {
    const erased = join(home, 'erased.txt');
    await writeFile(erased, `${'a'.repeat(64)}\n`);
    expect((await bring(backup, { erased })).erasedAgain).toBe(1);
    const ring = await PostgresKeyRing.open({ url: empty.url, masterKey: config.masterKey });
    expect(await ring.erase('b'.repeat(64))).toBe(true);
    expect(await ring.erase('a'.repeat(64))).toBe(false);
    await ring.close();
    await writeFile(erased, 'somebody@example.com\n');
    await expect(bring(backup, { erased })).rejects.toThrow(/line 1 is neither/);
  });
});

describe('a restore is refused, and nothing is made,', () => {
  it.each([
    ['a flipped byte', 'inventory/item.copy.gz', flipByte, /inventory\/item\.copy\.gz is damaged/],
    [
      'a missing file',
      'shipping/tariff.copy.gz',
      (path: string) => rm(path),
      /shipping\/tariff\.copy\.gz is missing/,
    ],
    [
      'another file in its place',
      'key-ring/person_key.copy.gz',
      (path: string) => copyFile(join(path, '../../access/api_key.copy.gz'), path),
      /key-ring\/person_key\.copy\.gz is damaged/,
    ],
    [
      'a flipped byte in the manifest',
      'manifest.json',
      flipByte,
      /manifest\.json (is damaged|is of format|does not)/,
    ],
    ['no manifest', 'manifest.json', (path: string) => rm(path), /manifest\.json cannot be read/],
  ])('for %s', async (name, file, harm, told) => {
    const folder = await damaged(name.replaceAll(' ', '-'), (copy) => harm(join(copy, file)));
    await expect(bring(folder)).rejects.toThrow(told);
    await isUntouched();
  });

  it('for a backup of another format, or of a newer version', async () => {
    const other = await damaged('format', (copy) =>
      changeManifest(copy, (manifest) => (manifest.format = 2)),
    );
    await expect(bring(other)).rejects.toThrow(/is of format 2, this Okuru reads 1/);
    const newer = await damaged('newer', (copy) =>
      changeManifest(copy, (manifest) => manifest.stores[0].migrations.push('Future9999999999999')),
    );
    await expect(bring(newer)).rejects.toThrow(/Future9999999999999, which this version does not know/);
    await isUntouched();
  });

  it('for another master key', async () => {
    await expect(bring(backup, { config: at(empty.url, randomBytes(32)) })).rejects.toThrow(
      /manifest\.json was written under another OKURU_MASTER_KEY/,
    );
    await isUntouched();
  });

  it('for a backup that was cut short', async () => {
    const folder = await damaged('short', (copy) => writeFile(join(copy, 'INCOMPLETE'), ''));
    await expect(bring(folder)).rejects.toThrow(/was cut short/);
    await isUntouched();
  });

  it('for a database that holds a shop, which stays as it is', async () => {
    const before = await everything(shop.url);
    await expect(bring(backup, { config })).rejects.toThrow(
      /okuru_order in the database of order is not empty/,
    );
    expect(await everything(shop.url)).toEqual(before);
  });

  it('for rows that the tables refuse: a row too many for the manifest, and everything made goes again', async () => {
    const folder = await damaged('counted', (copy) =>
      changeManifest(copy, (manifest) => {
        const store = manifest.stores.find(({ name }: { name: string }) => name === 'shipping');
        store.tables.find(({ table }: { table: string }) => table === 'dead_letter').rows = 2;
      }),
    );
    await expect(bring(folder)).rejects.toThrow(
      /shipping\/dead_letter\.copy\.gz holds 1 rows, 2 were written/,
    );
    await isUntouched();
  });
});

describe('told to stop', () => {
  it('a restore takes away what it made', async () => {
    const stop = new AbortController();
    let tables = 0;
    const onTable = (): void => {
      if ((tables += 1) === 30) stop.abort(new Error('stopped'));
    };
    await expect(bring(backup, { signal: stop.signal, onTable })).rejects.toThrow();
    expect(tables).toBe(30);
    await isUntouched();
  });

  it('a backup leaves no folder', async () => {
    const stop = new AbortController();
    const folder = join(home, 'stopped');
    const taking = takeBackup({
      config,
      stores: storesOf(config),
      folder,
      signal: stop.signal,
      onTable: (done) => done === 5 && stop.abort(new Error('stopped')),
    });
    await expect(taking).rejects.toThrow();
    expect(await readdir(home)).not.toContain('stopped');
  });
});

it('a backup writes over nothing', async () => {
  await expect(keep(backup)).rejects.toThrow(/is not empty: name a new folder/);
});
