import { drawOf } from '../../demo/chance.js';
import type { Adapter, Draw, FaultKind } from './fault-kind.js';

export interface PlannedFault {
  readonly kind: string;
  readonly target: string;
  /** Milliseconds after the first order. */
  readonly startMs: number;
  readonly healMs: number;
}

/** What a seed does to the shop, known before it starts. */
export interface Schedule {
  readonly seed: number;
  readonly adapter: Adapter;
  readonly faults: readonly PlannedFault[];
  /** Orders are posted from 0 until here. */
  readonly loadMs: number;
}

type Schedulable = Pick<FaultKind, 'name' | 'targets' | 'lastsSeconds' | 'weight' | 'places'>;

/** How much a seed does: all of it, or what a build has time for. */
export type Extent = 'full' | 'short';

const FAULTS_PER_SEED: Readonly<Record<Extent, number>> = { full: 5, short: 3 };
const FIRST_AFTER_MS = 6_000;
const GAP_MS: readonly [min: number, max: number] = [3_500, 6_000];
/** Orders go on coming after the last fault, which shows that the shop serves again. */
const AFTER_LAST_MS = 6_000;
/** Share of neighbours that are done together, when they touch different places, and how far apart they begin. */
const TOGETHER_SHARE = 0.4;
const TOGETHER_AFTER_MS = 1_500;

/**
 * The same seed, adapter, extent and kinds give the same schedule on every machine. Seeds deal from two rows of shuffled
 * decks, one card of the heavy kinds and the rest of the others, so that neighbouring seeds do everything about equally
 * often and none does too much. A short seed does no heavy kind.
 */
export const scheduleOf = (
  seed: number,
  adapter: Adapter,
  kinds: readonly Schedulable[],
  extent: Extent = 'full',
): Schedule => {
  const usable = kinds.filter((kind) => kind.targets(adapter).length > 0);
  if (usable.length === 0) throw new Error(`None of the chosen faults can be done with ${adapter}.`);
  const faults: PlannedFault[] = [];
  let now = FIRST_AFTER_MS;
  let former: readonly string[] | undefined;
  for (const [at, kind] of handOf(seed, adapter, usable, FAULTS_PER_SEED[extent], extent).entries()) {
    const draw = drawFor(seed, at);
    const targets = kind.targets(adapter);
    const target = targets[Math.floor(draw('target') * targets.length)] ?? '';
    const places = kind.places?.(target);
    const before = faults.at(-1);
    const joins = areApart(former, places) && draw('together') < TOGETHER_SHARE;
    const startMs = joins && before ? before.startMs + TOGETHER_AFTER_MS : now;
    const healMs = startMs + between(scaled(kind.lastsSeconds), draw('lasts'));
    now = Math.max(now, healMs + between(GAP_MS, draw('gap')));
    // Two at once, never three.
    former = joins ? undefined : places;
    faults.push({ kind: kind.name, target, startMs, healMs });
  }
  return { seed, adapter, faults, loadMs: Math.max(...faults.map(({ healMs }) => healMs)) + AFTER_LAST_MS };
};

const areApart = (some: readonly string[] | undefined, others: readonly string[] | undefined): boolean =>
  some !== undefined && others !== undefined && !some.some((place) => others.includes(place));

/** The faults in the order they are done, those that are at work together side by side. */
export const groupsOf = (faults: readonly PlannedFault[]): readonly (readonly PlannedFault[])[] => {
  const groups: PlannedFault[][] = [];
  for (const fault of faults) {
    const last = groups.at(-1);
    if (last?.some(({ healMs }) => fault.startMs < healMs)) last.push(fault);
    else groups.push([fault]);
  }
  return groups;
};

/** Draws of one fault of a seed, for its target, its length and whatever it decides itself. */
export const drawFor =
  (seed: number, at: number): Draw =>
  (purpose) =>
    drawOf(`${seed}/${at}`, `chaos ${purpose}`);

/** One heavy kind and the rest of the others in an order of the seed's own; all kinds when there are few. */
const handOf = (
  seed: number,
  adapter: Adapter,
  kinds: readonly Schedulable[],
  size: number,
  extent: Extent,
): readonly Schedulable[] => {
  if (kinds.length <= size) return kinds;
  const heavy = kinds.filter(({ weight }) => weight === 'heavy');
  const light = kinds.filter(({ weight }) => weight !== 'heavy');
  const heavyCards =
    light.length < size ? size - light.length : extent === 'full' && heavy.length > 0 ? 1 : 0;
  const hand = [
    ...dealtTo(seed, adapter, heavy, heavyCards),
    ...dealtTo(seed, adapter, light, size - heavyCards),
  ];
  const order = (kind: Schedulable): number => drawOf(`${seed}/${kind.name}`, 'chaos order');
  return hand.sort((a, b) => order(a) - order(b));
};

/** The next different cards of the endless row of decks from the seed's place on. */
const dealtTo = (
  seed: number,
  adapter: Adapter,
  kinds: readonly Schedulable[],
  count: number,
): readonly Schedulable[] => {
  if (kinds.length === 0 || count === 0) return [];
  const firstCard = seed * count;
  const firstDeck = Math.floor(firstCard / kinds.length);
  const row = [0, 1, 2].flatMap((more) => deck(firstDeck + more, adapter, kinds));
  return [...new Set(row.slice(firstCard - firstDeck * kinds.length))].slice(0, count);
};

const deck = (number: number, adapter: Adapter, kinds: readonly Schedulable[]): readonly Schedulable[] =>
  kinds
    .map((kind) => ({ kind, at: drawOf(`${adapter}/${number}/${kind.name}`, 'chaos deck') }))
    .sort((a, b) => a.at - b.at)
    .map(({ kind }) => kind);

const scaled = ([min, max]: readonly [number, number]): readonly [number, number] => [
  min * 1_000,
  max * 1_000,
];

const between = ([min, max]: readonly [number, number], draw: number): number =>
  Math.round(min + draw * (max - min));
