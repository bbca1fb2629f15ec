import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { embeddedPostgres } from '@okuru/platform';
import { residentMegabytes } from '../chaos/world/resident-memory.js';
import { audit, type Findings } from '../demo/audit.js';
import { Interruption } from '../demo/interrupted.js';
import { Progress } from '../demo/progress.js';
import { quietWithin } from '../demo/quiet.js';
import { TidyUp } from '../demo/tidy-up.js';
import { machineOf } from '../machine.js';
import { endToEnd, remember, type Turn } from './end-to-end.js';
import { intakeAlone } from './intake.js';
import { latencyAtHalfLoad } from './latency-at-half-load.js';
import { referenceRound } from './references/reference-round.js';
import { hasPgbench } from './references/run-reference.js';
import type { BenchFigures, Round } from './report.js';
import { auditStored } from './stored/audit-stored.js';
import { measureGrowth } from './stored/growth.js';
import { openWorld, type World } from './world.js';

export interface BenchOptions {
  /** `both`: a turn on the embedded log and one on Kafka, in turns on one PostgreSQL; the parts on the embedded log. */
  readonly adapter: 'postgres' | 'kafka' | 'both';
  /** Of each service, on Kafka. */
  readonly processes: number;
  /** Of each turn. */
  readonly orders: number;
  /** Before the first round: the first thousands of orders pay for the compilation of everything. */
  readonly warmUpOrders: number;
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
  /** Orders already stored at each step of the growth, which is then measured instead of everything else. */
  readonly stored: readonly number[];
}

/** What is measured beside the turns. */
export const PARTS = ['latency', 'intake'] as const;
export type Part = (typeof PARTS)[number];

const ROOT = resolve(import.meta.dirname, '../../../..');
const SKUS = [3, 100, 10_000] as const;
const POSTS_AT_ONCE = 4;

/** Everything once, beside the references, on a shop of its own that is audited in the end. Leaves nothing behind. */
export const runBench = async (options: BenchOptions): Promise<BenchFigures> => {
  const interruption = new Interruption();
  const tidy = new TidyUp();
  const progress = new Progress();
  try {
    const say = (text: string): void => progress.say(text);
    const { adapter } = options;
    const shared = adapter === 'both' || options.stored.length > 1;
    const databaseServer = shared ? await sharedServer(tidy, say) : undefined;
    const open = (on: 'postgres' | 'kafka'): Promise<World> =>
      openWorld({ ...options, adapter: on, goods: SKUS.at(-1)!, databaseServer }, say, tidy);
    if (options.stored.length > 0)
      return await interruption.orElse(measureGrown(() => open('postgres'), options, progress));
    const world = await open(adapter === 'kafka' ? 'kafka' : 'postgres');
    const onKafka = adapter === 'both' ? await open('kafka') : undefined;
    return await interruption.orElse(measure(world, onKafka, options, progress));
  } finally {
    for (const left of await tidy.run()) progress.say(`left behind: ${left}`);
    interruption.stopListening();
  }
};

/** So that neither of two shops has a server of its own. */
const sharedServer = async (tidy: TidyUp, say: (text: string) => void): Promise<string> => {
  const given = process.env['DATABASE_URL'];
  if (given) return given;
  say('starting an embedded PostgreSQL for both');
  const dir = await mkdtemp(join(tmpdir(), 'okuru-bench-server-'));
  tidy.add(dir, () => rm(dir, { recursive: true, force: true }));
  await chmod(dir, 0o711);
  const server = await embeddedPostgres({ dir: join(dir, 'postgres'), temporary: true, durable: true });
  tidy.add('the PostgreSQL of both', () => server.stop());
  return server.url;
};

const measure = async (
  world: World,
  onKafka: World | undefined,
  options: BenchOptions,
  progress: Progress,
): Promise<BenchFigures> => {
  const worlds = onKafka ? [world, onKafka] : [world];
  const pgbench = await hasPgbench();
  const turnOf = turnsOf(world, options, progress);
  const kafkaTurnOf = onKafka && turnsOf(onKafka, options, progress, '-kafka');
  if (options.turns) {
    progress.say('warming up');
    for (const each of [turnOf, kafkaTurnOf]) await each?.('warm', SKUS.at(-1)!, options.warmUpOrders);
  }
  const rounds: Round[] = [];
  for (let round = 0; options.turns && round < options.rounds; round += 1) {
    const references = await referenceRound(world, options.referenceSeconds, pgbench);
    const turns: Turn[] = [];
    const kafkaTurns: Turn[] = [];
    for (const skus of SKUS) {
      turns.push(await turnOf(`turn${round + 1}-${skus}`, skus));
      if (kafkaTurnOf) kafkaTurns.push(await kafkaTurnOf(`turn${round + 1}-${skus}`, skus));
    }
    rounds.push({ references, turns, ...(onKafka ? { kafkaTurns } : {}) });
    progress.say(
      `round ${round + 1}: ${told(turns)}; ` +
        (onKafka ? `on Kafka ${told(kafkaTurns)}; ` : '') +
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
  const audits: Findings[] = [];
  for (const each of worlds) audits.push(await auditQuiet(each, progress));
  const findings = audits.reduce((one, other) => together(one, other, 'on Kafka'));
  const residentMegabytes = await residentOf(worlds);
  progress.end();
  return {
    ...about(options, pgbench),
    rounds,
    growth: [],
    intake,
    latency,
    residentMegabytes,
    audit: findings,
  };
};

/** Turns of a shop of its own for each step of the growth, and the audit of what each stored and shipped. */
const measureGrown = async (
  open: () => Promise<World>,
  options: BenchOptions,
  progress: Progress,
): Promise<BenchFigures> => {
  const worlds: World[] = [];
  for (const _ of options.stored) worlds.push(await open());
  const { grown, orders } = await measureGrowth(
    worlds.map((world, at) => ({
      step: options.stored[at]!,
      world,
      turnOf: turnsOf(world, options, progress),
    })),
    { turns: options.rounds, say: (text) => progress.say(text) },
  );
  const audits: Findings[] = [];
  for (const [at, world] of worlds.entries()) {
    progress.say(`the audit of ${grown[at]!.stored} stored orders`);
    audits.push(await auditStored(world, orders[at]!));
  }
  const residentMegabytes = await residentOf(worlds);
  progress.end();
  return {
    ...about(options, false),
    rounds: [],
    growth: grown,
    intake: [],
    latency: null,
    residentMegabytes,
    audit: audits.reduce((one, other) => together(one, other, 'a larger shop')),
  };
};

/** A turn of one shop, shown as it goes. The suffix keeps the references of two shops apart. */
const turnsOf =
  (world: World, { orders: usual, perRequest }: BenchOptions, progress: Progress, suffix = '') =>
  (name: string, skus: number, orders = usual): Promise<Turn> => {
    const prefix = `${name}${suffix}`;
    progress.expect(prefix, orders);
    const asked = { prefix, orders, skus, perRequest, atOnce: POSTS_AT_ONCE };
    return endToEnd(world, asked, (done) => progress.at(prefix, done, orders));
  };

const about = (
  { adapter, processes }: BenchOptions,
  pgbench: boolean,
): Pick<BenchFigures, 'at' | 'adapter' | 'processes' | 'machine' | 'pgbench'> => ({
  at: new Date().toISOString(),
  adapter,
  processes,
  machine: machineOf(ROOT),
  pgbench,
});

/** By process; that of a further shop is told by the shop's place, where an earlier one has a process of that name. */
const residentOf = async (worlds: readonly World[]): Promise<Record<string, number>> => {
  const resident: Record<string, number> = {};
  for (const [at, { processes }] of worlds.entries())
    for (const [name, pid] of processes)
      resident[name in resident ? `${name} of shop ${at + 1}` : name] = await residentMegabytes(pid);
  return resident;
};

const told = (turns: readonly Turn[]): string =>
  turns.map(({ skus, ordersPerSecond }) => `${skus} skus ${ordersPerSecond.toFixed(0)}`).join(', ');

const auditQuiet = async (world: World, progress: Progress): Promise<Findings> => {
  const { shop, scenario, ledger } = world;
  progress.say('waiting until all is quiet, then the audit');
  world.load.work();
  const open = await quietWithin(shop.databaseUrl, { idle: true, steps: 0 }, ledger);
  remember(world, undefined, await world.load.rest());
  const findings = await audit(shop.databaseUrl, scenario, ledger, shop.mail);
  return { ...findings, faults: [...findings.faults, ...open.map((each) => `still open: ${each}`)] };
};

/** What two shops did and did wrong, added up. */
const together = (one: Findings, other: Findings, where: string): Findings => ({
  ...one,
  dispatched: one.dispatched + other.dispatched,
  oversold: one.oversold + other.oversold,
  faults: [...one.faults, ...other.faults.map((fault) => `${where}: ${fault}`)],
});
