import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { ApiClient } from '../api/api-client.js';
import { demoKeys } from '../demo/demo-keys.js';
import { Ledger } from '../demo/ledger.js';
import type { Scenario } from '../demo/scenario.js';
import { openShop, type Shop } from '../demo/shop.js';
import { stockTheShop } from '../demo/stock-the-shop.js';
import type { TidyUp } from '../demo/tidy-up.js';
import { benchGoods, benchScenario } from './goods.js';
import { Load } from './load/load.js';

export interface World {
  readonly shop: Shop;
  readonly folder: string;
  readonly scenario: Scenario;
  readonly ledger: Ledger;
  readonly load: Load;
  /** Of an administrator, to look and to measure. */
  readonly database: Client;
  /** By name; one when all services share a process. Kafka too, when it was started here. */
  readonly processes: Map<string, number | undefined>;
}

export interface WorldOptions {
  readonly adapter: 'postgres' | 'kafka';
  readonly goods: number;
  readonly profile?: string;
  /** Of each service, on Kafka. */
  readonly processes: number;
  /** PostgreSQL to share with another world; as `openShop` has it unless told. */
  readonly databaseServer?: string | undefined;
}

const PRELOAD = new URL('./measure/profile-preload.js', import.meta.url).href;

/** A stocked shop of the bench's own in folders and on ports of its own, and the load that waits for its word. */
export const openWorld = async (
  { adapter, goods, profile, processes, databaseServer }: WorldOptions,
  say: (text: string) => void,
  tidy: TidyUp,
): Promise<World> => {
  const folder = await mkdtemp(join(tmpdir(), 'okuru-bench-'));
  tidy.add(folder, () => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o711);
  if (profile) await mkdir(profile, { recursive: true });
  const profiling: Record<string, string> = profile
    ? { NODE_OPTIONS: `--import ${PRELOAD}`, BENCH_PROFILE_DIR: profile }
    : {};
  const shop = await openShop(adapter === 'kafka' ? 'kafka' : 'embedded', folder, say, tidy, {
    environment: profiling,
    durable: true,
    processes,
    mailbox: true,
    databaseServer,
  });
  const keys = await demoKeys(shop.databaseUrl);
  const scenario = benchScenario(benchGoods(goods));
  const clients = {
    inventory: new ApiClient(shop.urls.inventory, keys.ops),
    shippingOps: new ApiClient(shop.urls.shipping, keys.ops),
    orderOps: new ApiClient(shop.urls.order, keys.ops),
  };
  say(`stocking the shop: ${goods} goods`);
  await stockTheShop(clients, scenario, new Map());
  for (const client of Object.values(clients)) client.close();
  const database = new Client({ connectionString: shop.databaseUrl });
  database.on('error', () => undefined);
  await database.connect();
  await assertDurable(database);
  tidy.add('the connection that measures', () => database.end());
  const load = new Load({
    orderUrls: shop.urlsOf('order'),
    shippingUrls: shop.urlsOf('shipping'),
    storefrontKey: keys.storefront,
    warehouseKey: keys.warehouse,
    goods: scenario.goods.map(({ sku, valueYen }) => ({ sku, valueYen })),
  });
  tidy.add('the load', () => load.end());
  const pids = new Map([...shop.processes.map(({ label, pid }) => [label, pid] as const), ...shop.servers]);
  return { shop, folder, scenario, ledger: new Ledger(), load, database, processes: pids };
};

/** A speed at which commits do not wait for the disk is no speed of a shop; the references run on the same server. */
const assertDurable = async (database: Client): Promise<void> => {
  const { rows } = await database.query<{ name: string }>(
    `SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'`,
  );
  if (rows.length > 0)
    throw new Error(`the database is not durable: ${rows.map(({ name }) => name).join(', ')} is off`);
};
