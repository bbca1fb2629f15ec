import { resolve } from 'node:path';
import { residentMegabytes } from '../chaos/world/resident-memory.js';
import { audit } from '../demo/audit.js';
import { Interruption } from '../demo/interrupted.js';
import { Progress } from '../demo/progress.js';
import { quietWithin } from '../demo/quiet.js';
import { TidyUp } from '../demo/tidy-up.js';
import { machineOf } from '../machine.js';
import { quantile } from '../quantile.js';
import { endToEnd, remember, type Turn } from './end-to-end.js';
import { measureIntake, type IntakeRound } from './intake.js';
import { latenciesTo } from './measure/latencies.js';
import { hasPgbench, resetReferences, runReference } from './references/run-reference.js';
import { runBatched } from './references/run-batched.js';
import { FIVE_TRANSACTIONS, ONE_TRANSACTION } from './references/transactions.js';
import type { BenchFigures, ReferenceRound, Round } from './report.js';
import { openWorld, type World } from './world.js';

export interface BenchOptions {
  readonly adapter: 'postgres' | 'kafka';
  /** Of each turn. */
  readonly orders: number;
  readonly rounds: number;
  readonly referenceSeconds: number;
  readonly perRequest: number;
  readonly intakeOrders: number;
  readonly intakeWarmUpOrders: number;
  readonly latencySeconds: number;
  readonly profile?: string;
  readonly turns: boolean;
  /** Latency needs turns: it is taken at half of their speed. */
  readonly parts: readonly Part[];
}

/** What is measured beside the turns. */
export const PARTS = ['latency', 'intake'] as const;
export type Part = (typeof PARTS)[number];

const ROOT = resolve(import.meta.dirname, '../../../..');
const SKUS = [3, 100, 10_000] as const;
const POSTS_AT_ONCE = 4;
const CALLERS = 64;
const INTAKE_BATCH = 100;

/** Everything once, beside the references, on a shop of its own that is audited in the end. Leaves nothing behind. */
export const runBench = async (options: BenchOptions): Promise<BenchFigures> => {
  const interruption = new Interruption();
  const tidy = new TidyUp();
  const progress = new Progress();
  try {
    const say = (text: string): void => progress.say(text);
    const world = await openWorld({ ...options, goods: SKUS.at(-1)! }, say, tidy);
    return await interruption.orElse(measure(world, options, progress));
  } finally {
    for (const left of await tidy.run()) progress.say(`left behind: ${left}`);
    interruption.stopListening();
  }
};

const measure = async (world: World, options: BenchOptions, progress: Progress): Promise<BenchFigures> => {
  const { shop, scenario, ledger, processes } = world;
  const pgbench = await hasPgbench();
  progress.say('warming up');
  const turnOf = (prefix: string, skus: number, orders = options.orders): Promise<Turn> => {
    progress.expect(prefix, orders);
    const asked = { prefix, orders, skus, perRequest: options.perRequest, atOnce: POSTS_AT_ONCE };
    return endToEnd(world, asked, (done) => progress.at(prefix, done, orders));
  };
  if (options.turns) await turnOf('warm', 100, Math.min(200, options.orders));
  const rounds: Round[] = [];
  for (let round = 0; options.turns && round < options.rounds; round += 1) {
    const references = await referenceRound(world, options.referenceSeconds, pgbench);
    const turns: Turn[] = [];
    for (const skus of SKUS) turns.push(await turnOf(`turn${round + 1}-${skus}`, skus));
    rounds.push({ references, turns });
    progress.say(
      `round ${round + 1}: ${turns.map(({ skus, ordersPerSecond }) => `${skus} skus ${ordersPerSecond.toFixed(0)}`).join(', ')}; ` +
        `references ${Object.entries(references)
          .map(([name, perSecond]) => `${name} ${perSecond.toFixed(0)}`)
          .join(', ')} orders/s`,
    );
  }
  const latency =
    options.turns && options.parts.includes('latency')
      ? await latencyAtHalfLoad(world, rounds, options.latencySeconds, progress)
      : null;
  const intake = options.parts.includes('intake') ? await intakeAlone(world, options, progress) : [];
  progress.say('waiting until all is quiet, then the audit');
  world.load.work();
  const crew = { idle: true, steps: 0 };
  const open = await quietWithin(shop.databaseUrl, crew, ledger);
  remember(world, undefined, await world.load.rest());
  const findings = await audit(shop.databaseUrl, scenario, ledger, shop.mail);
  const resident = await Promise.all(
    [...processes].map(async ([name, pid]) => [name, await residentMegabytes(pid)] as const),
  );
  progress.end();
  return {
    at: new Date().toISOString(),
    adapter: options.adapter,
    machine: machineOf(ROOT),
    pgbench,
    rounds,
    intake,
    latency,
    residentMegabytes: Object.fromEntries(resident),
    audit: { ...findings, faults: [...findings.faults, ...open.map((each) => `still open: ${each}`)] },
  };
};

const referenceRound = async (
  { database, shop: { databaseUrl } }: World,
  seconds: number,
  pgbench: boolean,
): Promise<ReferenceRound> => {
  const onEmpty = async (run: () => Promise<number>): Promise<number> => {
    await resetReferences(database);
    return run();
  };
  return {
    five: await onEmpty(() => runReference(databaseUrl, FIVE_TRANSACTIONS, seconds, pgbench)),
    one: await onEmpty(() => runReference(databaseUrl, ONE_TRANSACTION, seconds, pgbench)),
    all: await onEmpty(() => runBatched(databaseUrl, 'all', seconds)),
    stages: await onEmpty(() => runBatched(databaseUrl, 'stages', seconds)),
  };
};

/** Single orders at half of what 10,000 skus gave, whatever is answered, worked as they are planned. */
const latencyAtHalfLoad = async (
  world: World,
  rounds: readonly Round[],
  seconds: number,
  progress: Progress,
): Promise<NonNullable<BenchFigures['latency']>> => {
  const full = quantile(
    rounds.map(({ turns }) => turns.at(-1)!.ordersPerSecond),
    0.5,
  );
  const perSecond = Math.max(1, full / 2);
  progress.say(`latency at ${perSecond.toFixed(1)} orders/s`);
  world.load.work();
  const orders = Math.max(10, Math.round(perSecond * seconds));
  const posted = await world.load.post({
    prefix: 'paced',
    orders,
    skus: SKUS.at(-1)!,
    perRequest: 1,
    atOnce: CALLERS,
    perSecond,
  });
  remember(world, posted);
  await quietWithin(world.shop.databaseUrl, { idle: true, steps: 0 }, world.ledger);
  remember(world, undefined, await world.load.rest());
  return {
    perSecond,
    reserved: await latenciesTo(world.database, 'inventory', 'stock.reserved', 'paced'),
    dispatched: await latenciesTo(world.database, 'shipping', 'parcel.dispatched', 'paced'),
  };
};

/** The shop's own processes rest meanwhile; what was taken in is worked off afterwards. */
const intakeAlone = async (
  world: World,
  { rounds, intakeOrders, intakeWarmUpOrders }: BenchOptions,
  progress: Progress,
): Promise<IntakeRound[]> => {
  const { shop, processes } = world;
  await resetReferences(world.database);
  const resting = (['order', 'inventory', 'shipping', 'notification'] as const).map((name) =>
    shop.process(name),
  );
  const all = [...new Set(resting)];
  progress.say('intake alone');
  await Promise.all(all.map((each) => each.stop()));
  try {
    return await measureIntake(
      world,
      {
        rounds,
        orders: intakeOrders,
        warmUpOrders: intakeWarmUpOrders,
        atOnce: CALLERS,
        batchOf: INTAKE_BATCH,
      },
      (round) => progress.at('intake', round, rounds),
    );
  } finally {
    await Promise.all(all.map((each) => each.start()));
    for (const each of all) processes.set(each.name, each.pid);
  }
};
