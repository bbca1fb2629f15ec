import { AT_THE_END_MS, EVERYTHING, LAST_ROUNDS_MAX, MINUTE_MS, phasesOf } from './course.js';
import { SeedRun, type Difference } from './seed-run.js';
import type { OpenModelShop } from './model-shop.js';
import { observe } from './observed.js';
import { wrongAtTheEnd } from './the-end.js';
import type { Script } from './script.js';
import { type Delivery, type Flow, LISTENERS, SPEAKERS } from './shop-model.js';

const NOTHING: Flow = { ...EVERYTHING, lanes: 0 };
/** Scripts whose people act at the same time. */
const AT_ONCE = 8;
/** Deliveries that are narrowed down together with one that fails. */
const BESIDE_ILL_MAX = 7;

interface HandedBy extends Delivery {
  readonly run: SeedRun;
}

/** What happened in a wave, to show that it was worth it. */
export interface WaveFigures {
  rounds: number;
  orders: number;
  deliveries: number;
  parcelsLeft: number;
  cancelled: number;
  setAside: number;
  /** Amendments that were accepted, and those that shipping refused. */
  amended: number;
  notAmended: number;
}

export interface WaveResult {
  readonly differences: readonly Difference[];
  readonly figures: WaveFigures;
}

export interface NumberedScript {
  readonly script: Script;
  readonly index: number;
}

/**
 * Runs scripts side by side on one shop, round by round. They share nothing but the clock, so its jumps come at the same
 * place of every script; what listeners hear in a round comes to them in few batches, each with orders of many scripts.
 */
export const runWave = async (
  open: OpenModelShop,
  scripts: readonly NumberedScript[],
  { untilDifferent = false } = {},
): Promise<WaveResult> => {
  const { clock } = open;
  const names = await open.stockFor(scripts.map(({ script }) => script));
  const from = await open.beforeAllOf(names);
  const runs = scripts.map(
    ({ script, index }, at) => new SeedRun(open, script, index, names[at]!, clock.now().getTime()),
  );
  const figures: WaveFigures = {
    rounds: 0,
    orders: 0,
    deliveries: 0,
    parcelsLeft: 0,
    cancelled: 0,
    setAside: 0,
    amended: 0,
    notAmended: 0,
  };

  const going = (): SeedRun[] =>
    untilDifferent && runs.some(({ isOver }) => isOver) ? [] : runs.filter(({ isOver }) => !isOver);
  const settle = async (): Promise<void> => {
    await open.relayed(going().flatMap(({ hand }) => hand.orderIds));
    for (const run of going()) run.compareFacts();
    await observe(going(), from);
    figures.rounds += 1;
  };
  const round = async (
    act: (run: SeedRun) => Promise<void>,
    flowOf: (run: SeedRun) => Flow,
  ): Promise<void> => {
    clock.advance(MINUTE_MS);
    for (const run of going()) run.beginRound(clock.now().getTime());
    await inTurn(going(), act);
    const deliveries = going().flatMap((run) =>
      run.flow(flowOf(run)).map((delivery): HandedBy => ({ ...delivery, run })),
    );
    figures.deliveries += deliveries.length;
    figures.setAside += deliveries.filter(({ isIll }) => isIll).length;
    await hand(open, deliveries);
    await settle();
  };
  const jump = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await open.timersHandled();
    for (const run of going()) run.timeGoesBy(clock.now().getTime());
    await settle();
  };

  const courses = new Map(runs.map((run) => [run, phasesOf(run.script)]));
  for (const [phase, { thenMs }] of courses.get(runs[0]!)!.entries()) {
    const courseOf = (run: SeedRun) => courses.get(run)![phase]!;
    const rounds = Math.max(...runs.map((run) => courseOf(run).rounds.length));
    for (let nth = 0; nth < rounds; nth += 1) {
      await round(
        (run) => run.act(courseOf(run).rounds[nth]?.act ?? { act: 'none' }),
        (run) => ({ ...(courseOf(run).rounds[nth] ?? NOTHING), lag: courseOf(run).lag }),
      );
    }
    if (thenMs > 0) await jump(thenMs);
  }
  await jump(AT_THE_END_MS);
  for (let nth = 0; going().some(({ model }) => !model.isQuiet()); nth += 1) {
    if (nth === LAST_ROUNDS_MAX) {
      for (const run of going()) if (!run.model.isQuiet()) run.differ('it never comes to an end');
      break;
    }
    await round(
      (run) => run.perform(run.model.lastDeeds()),
      () => EVERYTHING,
    );
  }
  await wrongAtTheEnd(open, going());
  for (const run of going()) {
    figures.orders += run.model.orders.length;
    const statuses = run.model.orders.map((order) => order.status());
    const said = [...run.model.orders.keys()].flatMap((order) => run.model.saidOf('order', order));
    figures.amended += said.filter(({ type }) => type === 'order.amended').length;
    figures.notAmended += said.filter(({ type }) => type === 'order.amendment-refused').length;
    figures.cancelled += statuses.filter((status) => status === 'cancelled').length;
    figures.parcelsLeft += statuses.filter((status) => status === 'shipped' || status === 'delivered').length;
  }
  return { differences: runs.flatMap(({ difference }) => difference ?? []), figures };
};

/** As many at once as the shop is meant to serve, the others after them. */
const inTurn = async (runs: readonly SeedRun[], act: (run: SeedRun) => Promise<void>): Promise<void> => {
  const waiting = runs.values();
  const work = async (): Promise<void> => {
    for (const run of waiting) await act(run);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};

/** Listener by listener at the same time; to each, speaker by speaker. No script has two orders in one batch. */
const hand = async (open: OpenModelShop, deliveries: readonly HandedBy[]): Promise<void> => {
  const handTo = async (listener: Delivery['listener']): Promise<void> => {
    for (const speaker of SPEAKERS) {
      const own = deliveries.filter((one) => one.listener === listener && one.speaker === speaker);
      const give = (some: readonly HandedBy[]): Promise<void> =>
        open.lanes.handOver(
          listener,
          speaker,
          some.map(({ run, order, numbers }) => ({ key: run.hand.keyOf(order), numbers })),
        );
      for (const batch of layersOf(own)) {
        for (const part of besideIll(batch)) await give(part);
        await give(batch.filter(({ twice }) => twice));
      }
    }
  };
  await Promise.all(LISTENERS.map(handTo));
};

/** The first delivery of every script, then the second of every script, and so on. */
const layersOf = (deliveries: readonly HandedBy[]): HandedBy[][] => {
  const layers: HandedBy[][] = [];
  const depth = new Map<SeedRun, number>();
  for (const delivery of deliveries) {
    const at = depth.get(delivery.run) ?? 0;
    depth.set(delivery.run, at + 1);
    (layers[at] ??= []).push(delivery);
  }
  return layers;
};

/** A failing delivery is narrowed down by halves, which is slow in a large batch: only a few others are beside it. */
const besideIll = (batch: readonly HandedBy[]): HandedBy[][] => {
  const ill = batch.filter(({ isIll }) => isIll);
  if (ill.length === 0) return [[...batch]];
  const beside = batch.filter(({ isIll }) => !isIll).slice(0, BESIDE_ILL_MAX);
  const others = batch.filter((one) => !ill.includes(one) && !beside.includes(one));
  return [[...beside.slice(0, 3), ...ill, ...beside.slice(3)], others];
};
