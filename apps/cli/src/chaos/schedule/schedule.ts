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

type Schedulable = Pick<FaultKind, 'name' | 'targets' | 'lastsSeconds'>;

const FAULTS_PER_SEED = 5;
const FIRST_AFTER_MS = 6_000;
const GAP_MS: readonly [min: number, max: number] = [3_500, 6_000];
/** Orders go on coming after the last fault, which shows that the shop serves again. */
const AFTER_LAST_MS = 6_000;

/**
 * The same seed, adapter and kinds give the same schedule on every machine. Seeds deal from shuffled decks of all kinds,
 * one deck after the other, so that a run of neighbouring seeds does everything about equally often.
 */
export const scheduleOf = (seed: number, adapter: Adapter, kinds: readonly Schedulable[]): Schedule => {
  const usable = kinds.filter((kind) => kind.targets(adapter).length > 0);
  if (usable.length === 0) throw new Error(`None of the chosen faults can be done with ${adapter}.`);
  let now = FIRST_AFTER_MS;
  const faults = dealtTo(seed, adapter, usable).map((kind, at): PlannedFault => {
    const draw = drawFor(seed, at);
    const startMs = now;
    const healMs = startMs + between(scaled(kind.lastsSeconds), draw('lasts'));
    now = healMs + between(GAP_MS, draw('gap'));
    const targets = kind.targets(adapter);
    const target = targets[Math.floor(draw('target') * targets.length)] ?? '';
    return { kind: kind.name, target, startMs, healMs };
  });
  return { seed, adapter, faults, loadMs: (faults.at(-1)?.healMs ?? 0) + AFTER_LAST_MS };
};

/** Draws of one fault of a seed, for its target, its length and whatever it decides itself. */
export const drawFor =
  (seed: number, at: number): Draw =>
  (purpose) =>
    drawOf(`${seed}/${at}`, `chaos ${purpose}`);

/** The next different cards of the endless row of decks from the seed's place on; all kinds when there are fewer. */
const dealtTo = (seed: number, adapter: Adapter, kinds: readonly Schedulable[]): readonly Schedulable[] => {
  const firstCard = seed * FAULTS_PER_SEED;
  const firstDeck = Math.floor(firstCard / kinds.length);
  const row = [0, 1, 2].flatMap((more) => deck(firstDeck + more, adapter, kinds));
  return [...new Set(row.slice(firstCard - firstDeck * kinds.length))].slice(0, FAULTS_PER_SEED);
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
