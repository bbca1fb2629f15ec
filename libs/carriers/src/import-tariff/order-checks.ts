import type { PriceGrid } from './price-grid.js';
import type { Violation } from './price-lines.js';

/** Yen of a place of the grid; undefined: not known, so nothing is said about it. */
export type PriceAt = (origin: number, zone: number, size: number) => number | undefined;

/** A nearer zone may still be a little dearer: roads and seas are not straight. Real lists keep within 140 km. */
const DETOUR_KM = 150;

/** Two zones as one origin sees them: the sizes in which the first is cheaper, dearer, or costs the same. */
interface Pair {
  readonly origin: number;
  readonly a: number;
  readonly b: number;
  readonly cheaper: readonly number[];
  readonly dearer: readonly number[];
  readonly equal: readonly number[];
}

/** How two zones stand to each other in every size: the cheaper one in most sizes is it in all, and the nearer one is it. */
export function* orderViolations(grid: PriceGrid, at: PriceAt, column: number): Generator<Violation> {
  for (const origin of grid.origins.keys()) {
    for (const a of grid.zones.keys()) {
      for (let b = a + 1; b < grid.zones.length; b += 1) {
        const pair = pairOf(grid, at, origin, a, b);
        yield* order(grid, column, pair);
        yield* distance(grid, column, pair);
      }
    }
  }
}

/** Pairs of zones that cost the same in some sizes and not in others. */
export const mixedPairs = (grid: PriceGrid, at: PriceAt): number => {
  let mixed = 0;
  for (const origin of grid.origins.keys()) {
    for (const a of grid.zones.keys()) {
      for (let b = a + 1; b < grid.zones.length; b += 1) {
        const { cheaper, dearer, equal } = pairOf(grid, at, origin, a, b);
        if (equal.length > 0 && cheaper.length + dearer.length > 0) mixed += 1;
      }
    }
  }
  return mixed;
};

const pairOf = (grid: PriceGrid, at: PriceAt, origin: number, a: number, b: number): Pair => {
  const [cheaper, dearer, equal]: number[][] = [[], [], []];
  for (const size of grid.sizes.keys()) {
    const [yenA, yenB] = [at(origin, a, size), at(origin, b, size)];
    if (yenA === undefined || yenB === undefined) continue;
    (yenA < yenB ? cheaper! : yenA > yenB ? dearer! : equal!).push(size);
  }
  return { origin, a, b, cheaper: cheaper!, dearer: dearer!, equal: equal! };
};

function* order(grid: PriceGrid, column: number, pair: Pair): Generator<Violation> {
  const { origin, a, b, cheaper, dearer, equal } = pair;
  const among = linesOf(grid, pair, [...cheaper, ...dearer, ...equal]);
  const names = `from ${grid.origins[origin]}, ${grid.zones[a]} and ${grid.zones[b]}`;
  // The smallest class goes to Okinawa by sea, so it may well cost there what it costs elsewhere.
  const byRoad = grid.byRoad[a] === true && grid.byRoad[b] === true;
  if (byRoad && cheaper.length > 0 && dearer.length > 0) {
    const odd = cheaper.length < dearer.length ? cheaper : dearer;
    yield {
      check: 'zones-change-order',
      lines: linesOf(grid, pair, cheaper.length === dearer.length ? [...cheaper, ...dearer] : odd),
      among,
      column,
      message: `${names} stand in another order in size ${odd.map((size) => grid.sizes[size]).join(', ')} than in the others`,
    };
  } else if (equal.length === 1 && (byRoad || equal[0] !== 0) && cheaper.length + dearer.length > 1) {
    yield {
      check: 'zones-meet-once',
      lines: linesOf(grid, pair, equal),
      among,
      column,
      message: `${names} cost the same in size ${grid.sizes[equal[0]!]} and in no other`,
    };
  }
}

function* distance(grid: PriceGrid, column: number, pair: Pair): Generator<Violation> {
  const { origin, a, b, cheaper, dearer } = pair;
  if (!grid.byRoad[a] || !grid.byRoad[b]) return;
  const farther = grid.km[origin]![a]! - grid.km[origin]![b]!;
  if (Math.abs(farther) <= DETOUR_KM) return;
  const [far, near] = farther > 0 ? [a, b] : [b, a];
  for (const size of farther > 0 ? cheaper : dearer) {
    yield {
      check: 'far-cheaper-than-near',
      lines: linesOf(grid, pair, [size]),
      column,
      message: `from ${grid.origins[origin]}, ${grid.zones[far]} costs less in size ${grid.sizes[size]} than ${grid.zones[near]}, which is much nearer`,
    };
  }
}

const linesOf = (grid: PriceGrid, { origin, a, b }: Pair, sizes: readonly number[]): number[] =>
  sizes.flatMap((size) => [grid.lineAt(origin, a, size), grid.lineAt(origin, b, size)]);
