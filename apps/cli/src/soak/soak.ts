import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { ApiClient } from '../api/api-client.js';
import { Crew } from '../demo/crew.js';
import { demoKeys } from '../demo/demo-keys.js';
import { generatedScenario } from '../demo/generated-scenario.js';
import { Interruption } from '../demo/interrupted.js';
import { Ledger } from '../demo/ledger.js';
import type { Scenario } from '../demo/scenario.js';
import { openShop, type Shop } from '../demo/shop.js';
import { receiveRest, stockTheShop } from '../demo/stock-the-shop.js';
import { runStorefront } from '../demo/storefront.js';
import { TidyUp } from '../demo/tidy-up.js';
import { soakPage } from './page.js';
import type { Sample } from './sample.js';
import { takeSample, walPosition } from './take-sample.js';
import { type Verdict, verdictOf } from './verdict.js';

export interface SoakOptions {
  readonly minutes: number;
  readonly adapter: 'postgres' | 'kafka';
  readonly ordersPerMinute: number;
  /** A day of retention lasts this many seconds. */
  readonly daySeconds: number;
  readonly json?: string;
  readonly html?: string;
}

const SAMPLE_EVERY_MS = 10_000;
const DAY_SECONDS = 86_400;
const CREW_ENDS_WITHIN_MS = 60_000;
const SERVICES = ['order', 'inventory', 'shipping', 'notification'] as const;

/** Real load on a shop that forgets quickly; true when nothing grew that should not. */
export const runSoak = async (options: SoakOptions, say: (text: string) => void): Promise<boolean> => {
  const interruption = new Interruption();
  const tidy = new TidyUp();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'okuru-soak-'));
    tidy.add(folder, () => rm(folder, { recursive: true, force: true }));
    await chmod(folder, 0o711);
    const divisor = Math.max(1, Math.round(DAY_SECONDS / options.daySeconds));
    const shop = await openShop(options.adapter === 'kafka' ? 'kafka' : 'embedded', folder, say, tidy, {
      environment: { OKURU_RETENTION_DIVISOR: String(divisor) },
    });
    const { samples, faults } = await interruption.orElse(load(shop, options, tidy, say));
    const verdict = verdictOf(samples);
    const about = `${options.minutes} minutes on ${options.adapter}, ${samples.at(-1)?.orders ?? 0} orders; a day of retention is ${options.daySeconds} s. The shaded half is judged.`;
    if (options.json)
      await writeFile(options.json, `${JSON.stringify({ options, verdict, faults, samples }, null, 1)}\n`);
    if (options.html) await writeFile(options.html, soakPage(samples, verdict, about));
    for (const line of linesOf(verdict)) say(line);
    for (const fault of faults) say(`broken promise: ${fault}`);
    return verdict.isFlat && faults.length === 0;
  } finally {
    for (const left of await tidy.run()) say(`left behind: ${left}`);
    interruption.stopListening();
  }
};

const load = async (
  shop: Shop,
  { minutes, ordersPerMinute }: SoakOptions,
  tidy: TidyUp,
  say: (text: string) => void,
): Promise<{ samples: readonly Sample[]; faults: readonly string[] }> => {
  const scenario = await generatedScenario(minutes * ordersPerMinute, 'soak');
  const keys = await demoKeys(shop.databaseUrl);
  const clients = {
    storefront: new ApiClient(shop.urls.order, keys.storefront),
    orderOps: new ApiClient(shop.urls.order, keys.ops),
    inventory: new ApiClient(shop.urls.inventory, keys.ops),
    shippingOps: new ApiClient(shop.urls.shipping, keys.ops),
    warehouse: new ApiClient(shop.urls.shipping, keys.warehouse),
  };
  const database = new Client({ connectionString: shop.databaseUrl });
  database.on('error', () => undefined);
  await database.connect();
  tidy.add('the watcher of the tables', () => database.end());
  tidy.add('the clients', () => Promise.resolve(Object.values(clients).forEach((client) => client.close())));
  const ledger = new Ledger();
  await receiveRest(clients.inventory, await stockTheShop(clients, scenario));
  const crew = new Crew(clients.warehouse, scenario.goods, ledger, () => undefined);
  const working = crew.run();
  working.catch(() => crew.stop());
  tidy.add('the crew', () => Promise.resolve(crew.stop()));

  const processes = new Map(
    SERVICES.map((name) => [shop.process(name).name as string, shop.process(name).pid]),
  );
  const startedAt = performance.now();
  const wal = await walPosition(database);
  const samples: Sample[] = [];
  const posting = postEvenly(clients, scenario, minutes * 60_000, ledger);
  posting.catch(() => undefined);
  const endAt = startedAt + minutes * 60_000;
  while (performance.now() < endAt) {
    await wait(SAMPLE_EVERY_MS);
    const sample = await takeSample(database, { wal, startedAt, orders: ledger.accepted.size }, processes);
    samples.push(sample);
    if (samples.length % 6 === 0)
      say(`${sample.seconds} s, ${sample.orders} orders, ${sample.deadRows} dead rows`);
  }
  await posting;
  crew.stop();
  // What the crew still holds is no part of the verdict.
  await Promise.race([working, wait(CREW_ENDS_WITHIN_MS)]);
  return { samples, faults: ledger.surprises };
};

const postEvenly = async (
  clients: { readonly storefront: ApiClient; readonly orderOps: ApiClient },
  { orders }: Scenario,
  overMs: number,
  ledger: Ledger,
): Promise<void> => {
  const startedAt = performance.now();
  const pauseMs = overMs / orders.length;
  await Promise.all(
    orders.map(async (order, at) => {
      await wait(Math.max(0, startedAt + at * pauseMs - performance.now()));
      await runStorefront(clients.storefront, clients.orderOps, [order], ledger, () => undefined);
    }),
  );
};

const linesOf = ({ isFlat, findings, keptBytesPerOrder, walBytesPerOrder }: Verdict): string[] => [
  ...findings
    .filter((each) => !each.isFlat)
    .map(({ what, mean, growth, bound }) => `grows: ${what} by ${growth} (mean ${mean}, bound ${bound})`),
  `kept for ever: ${Object.values(keptBytesPerOrder).reduce((sum, bytes) => sum + bytes, 0)} bytes per order`,
  `write-ahead log: ${walBytesPerOrder} bytes per order`,
  isFlat ? 'FLAT: nothing grows that is meant to be emptied.' : 'NOT FLAT.',
];
