import { join } from 'node:path';
import type { Client } from 'pg';
import type { Progress } from '../demo/progress.js';
import { ShopProcess } from '../demo/shop-processes.js';
import { quantile } from '../quantile.js';
import { remember } from './end-to-end.js';
import { CALLERS, type Load } from './load/load.js';
import { cpuBetween, cpuNow, type Cpu } from './measure/cpu.js';
import { ordersSent } from './measure/settled.js';
import { startHttpReference } from './references/http-references.js';
import { resetReferences } from './references/run-reference.js';
import type { World } from './world.js';

/** Requests, or orders of a batch, a second and the milliseconds of a request. */
export interface IntakeFigure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of processor time per order: the server that was asked, until its outbox was empty, and PostgreSQL. */
  readonly cpuMs: Cpu;
}

/** `http`: `node:http` alone; `nest`: NestJS on Fastify with validation; each without and with one insert per request. */
export const INTAKES = ['http', 'httpInsert', 'nest', 'nestInsert', 'single', 'batch'] as const;
export type IntakeName = (typeof INTAKES)[number];
export type IntakeRound = Readonly<Record<IntakeName, IntakeFigure>>;

interface IntakeAsked {
  readonly rounds: number;
  readonly intakeOrders: number;
  /** Before the first round, of each: V8 compiles during the first thousands. */
  readonly intakeWarmUpOrders: number;
}

const BATCHES_AT_ONCE = 4;
const BATCH_OF = 100;

type Ask = (prefix: string, orders: number) => ReturnType<Load['post']>;

/** The shop's own processes rest meanwhile; what was taken in is worked off afterwards. */
export const intakeAlone = async (
  world: World,
  asked: IntakeAsked,
  progress: Progress,
): Promise<IntakeRound[]> => {
  const { shop, processes } = world;
  await resetReferences(world.database);
  const all = shop.processes;
  progress.say('intake alone');
  await Promise.all(all.map((each) => each.stop()));
  try {
    return await measured(world, asked, (round, figures) => {
      progress.at('intake', round, asked.rounds);
      progress.say(`intake, round ${round}: ${told(figures)}`);
    });
  } finally {
    await Promise.all(all.map((each) => each.start()));
    for (const each of all) processes.set(each.label, each.pid);
  }
};

/** The order service alone, as a process of its own, beside servers without a product, in turns over as many connections. */
const measured = async (
  world: World,
  { rounds, intakeOrders, intakeWarmUpOrders }: IntakeAsked,
  onRound: (round: number, figures: IntakeRound) => void,
): Promise<IntakeRound[]> => {
  const { shop, folder, scenario, database } = world;
  const alone = new ShopProcess('order', shop.environment, join(folder, 'logs'), { label: 'order-alone' });
  const http = await startHttpReference('http', shop.databaseUrl);
  const nest = await startHttpReference('nest', shop.databaseUrl);
  await alone.start();
  const load = world.load.at(alone.url);
  const skus = scenario.goods.length;
  const reference =
    (url: string): Ask =>
    (prefix, requests) =>
      load.askReference({ url, prefix, requests, atOnce: CALLERS });
  const ours =
    (perRequest: number, requestsAtOnce: number): Ask =>
    (prefix, some) =>
      load.post({ prefix, orders: some, skus, perRequest, atOnce: requestsAtOnce });
  const asked: Readonly<Record<IntakeName, { readonly pid: number | undefined; readonly ask: Ask }>> = {
    http: { pid: http.pid, ask: reference(http.without) },
    httpInsert: { pid: http.pid, ask: reference(http.insert) },
    nest: { pid: nest.pid, ask: reference(nest.without) },
    nestInsert: { pid: nest.pid, ask: reference(nest.insert) },
    single: { pid: alone.pid, ask: ours(1, CALLERS) },
    batch: { pid: alone.pid, ask: ours(BATCH_OF, BATCHES_AT_ONCE) },
  };
  try {
    const turn = async (name: IntakeName, prefix: string, some: number): Promise<IntakeFigure> => {
      const { pid, ask } = asked[name];
      const { figure, posted } = await turnOf(database, pid, () => ask(`${name}-${prefix}`, some), some);
      remember(world, posted);
      return figure;
    };
    for (const name of INTAKES) await turn(name, 'warm', intakeWarmUpOrders);
    const figures: IntakeRound[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const taken: Partial<Record<IntakeName, IntakeFigure>> = {};
      for (const name of INTAKES) taken[name] = await turn(name, String(round), intakeOrders);
      figures.push(taken as IntakeRound);
      onRound(round + 1, taken as IntakeRound);
    }
    return figures;
  } finally {
    await load.end();
    http.close();
    nest.close();
    await alone.stop();
  }
};

/** The next turn begins when what this one left to be sent has been sent. */
const turnOf = async (
  database: Client,
  pid: number | undefined,
  ask: () => ReturnType<Ask>,
  orders: number,
): Promise<{ readonly figure: IntakeFigure; readonly posted: Awaited<ReturnType<Ask>> }> => {
  const now = (): Promise<Cpu> => cpuNow(database, new Map([['server', pid]]));
  const before = await now();
  const posted = await ask();
  await ordersSent(database);
  const cpu = cpuBetween(before, await now());
  return {
    posted,
    figure: {
      perSecond: ((orders - posted.refused.length) * 1_000) / posted.lastedMs,
      p50: quantile(posted.tookMs, 0.5),
      p99: quantile(posted.tookMs, 0.99),
      cpuMs: Object.fromEntries(
        Object.entries(cpu).map(([name, seconds]) => [name, (seconds * 1_000) / orders]),
      ),
    },
  };
};

const told = (figures: IntakeRound): string =>
  INTAKES.map((name) => `${name} ${figures[name].perSecond.toFixed(0)}`).join(', ') + ' orders/s';
