import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../api/api-client.js';
import { audit } from './audit.js';
import { Crew } from './crew.js';
import { datasetScenario } from './dataset-scenario.js';
import { demoKeys, type DemoKeys } from './demo-keys.js';
import { GENERATED_ORDERS_DEFAULT, generatedScenario } from './generated-scenario.js';
import { Interruption } from './interrupted.js';
import { Ledger } from './ledger.js';
import { Progress } from './progress.js';
import { quietWithin } from './quiet.js';
import type { DemoReport } from './report.js';
import type { Scenario } from './scenario.js';
import { openShop, type Shop } from './shop.js';
import { receiveRest, stockTheShop } from './stock-the-shop.js';
import { runStorefront } from './storefront.js';
import { TidyUp } from './tidy-up.js';

export interface DemoOptions {
  readonly dataset?: string;
  readonly orders?: number;
  readonly seed: string;
  readonly kafka: boolean;
}

/** What tests need: the shop's settings beside the demo's own, a hand in the middle of the work and one at its end. */
export interface DemoHooks {
  /** False: no unit turns out missing, for a test that lets another crew go on with the parcels of this one. */
  readonly missesUnits?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly whileWorking?: (shop: Shop, ledger: Ledger, keys: DemoKeys) => Promise<void>;
  /** While the audited shop is still there. */
  readonly afterAudit?: (shop: Shop, scenario: Scenario, ledger: Ledger) => Promise<void>;
}

/** The main job, from an empty database to an audited shop. Leaves nothing running and nothing lying about. */
export const runDemo = async (options: DemoOptions, hooks: DemoHooks = {}): Promise<DemoReport> => {
  const scenario = options.dataset
    ? await datasetScenario(options.dataset, options.orders)
    : await generatedScenario(options.orders ?? GENERATED_ORDERS_DEFAULT, options.seed);
  const interruption = new Interruption();
  const tidy = new TidyUp();
  const progress = new Progress();
  let shop: Shop | undefined;
  try {
    const folder = await runFolder(tidy);
    shop = await openShop(options.kafka ? 'kafka' : 'embedded', folder, (text) => progress.say(text), tidy, {
      environment: hooks.environment ?? {},
    });
    interruption.check();
    return await interruption.orElse(work(shop, scenario, progress, options, hooks));
  } catch (error) {
    interruption.check();
    const logs = (await shop?.tailOfLogs()) ?? '';
    if (logs) progress.say(`last lines of the shop's logs:\n${logs}`);
    throw error;
  } finally {
    if (interruption.happened) progress.say('interrupted: stopping everything');
    for (const left of await tidy.run()) progress.say(`left behind: ${left}`);
    interruption.stopListening();
  }
};

/** Below the temporary directory; others may pass through but not look, for as root the database runs as another user. */
const runFolder = async (tidy: TidyUp): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'okuru-demo-'));
  tidy.add(folder, () => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o711);
  return folder;
};

const work = async (
  shop: Shop,
  scenario: Scenario,
  progress: Progress,
  options: DemoOptions,
  hooks: DemoHooks,
): Promise<DemoReport> => {
  const keys = await demoKeys(shop.databaseUrl);
  const clients = {
    storefront: new ApiClient(shop.urls.order, keys.storefront),
    orderOps: new ApiClient(shop.urls.order, keys.ops),
    inventory: new ApiClient(shop.urls.inventory, keys.ops),
    shippingOps: new ApiClient(shop.urls.shipping, keys.ops),
    warehouse: new ApiClient(shop.urls.shipping, keys.warehouse),
  };
  const ledger = new Ledger();
  try {
    progress.say(`stocking the shop: ${scenario.goods.length} goods`);
    const rest = await stockTheShop(clients, scenario);
    const started = Date.now();
    progress.expect('posted', scenario.orders.length);
    progress.expect('dispatched parcels', scenario.orders.length);
    const crew = new Crew(
      clients.warehouse,
      scenario.goods,
      ledger,
      () => progress.step('dispatched parcels'),
      ['planned'],
      hooks.missesUnits === false ? undefined : clients.inventory,
    );
    const crewDone = crew.run();
    crewDone.catch(() => crew.stop());
    const hurt = hooks.whileWorking?.(shop, ledger, keys);
    await runStorefront(clients.storefront, clients.orderOps, scenario.orders, ledger, () =>
      progress.step('posted'),
    );
    await receiveRest(clients.inventory, rest);
    await hurt;
    await Promise.race([quietWithin(shop.databaseUrl, crew, ledger), crewDone]);
    crew.stop();
    await crewDone;
    const secondsTotal = (Date.now() - started) / 1000;
    progress.end();
    const findings = await audit(shop.databaseUrl, scenario, ledger, shop.mail);
    await hooks.afterAudit?.(shop, scenario, ledger);
    return {
      ...findings,
      mode: options.kafka ? 'kafka' : 'embedded',
      provenance: scenario.provenance,
      wrongScans: ledger.wrongScans,
      repeatedPosts: ledger.repeatedPosts,
      lostAnswers: ledger.lostAnswers,
      secondsTotal: Math.round(secondsTotal * 100) / 100,
      ordersPerSecond: Math.round((findings.accepted / secondsTotal) * 100) / 100,
    };
  } finally {
    for (const client of Object.values(clients)) client.close();
  }
};
