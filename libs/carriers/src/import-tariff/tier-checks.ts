import type { PriceAt } from './order-checks.js';
import type { PriceGrid } from './price-grid.js';
import type { Violation } from './price-lines.js';

/** Fewer classes than this say nothing about which ways are of one tier. */
const SIZES_MIN = 3;
/** Real lists part two ways of one tier by 1 percent in a single class; the next tier is 4 percent away. */
const APART_SHARE = 0.02;

interface Way {
  readonly line: number;
  /** Those of all its classes: any of them may be what is wrong. */
  readonly lines: readonly number[];
  readonly name: string;
  readonly yen: number;
}

/** Ways of one tier, over all origins: those that cost the same in every class but one cost the same in that one too. */
export function* tierViolations(grid: PriceGrid, at: PriceAt, column: number): Generator<Violation> {
  if (grid.sizes.length < SIZES_MIN) return;
  for (const size of grid.sizes.keys()) {
    for (const tier of tiersBut(grid, at, size)) {
      const [usual, ...rarer] = byPrice(tier);
      for (const ways of rarer) {
        const [one, other] = [usual![0]!, ways[0]!];
        if (Math.abs(one.yen - other.yen) <= APART_SHARE * Math.min(one.yen, other.yen)) continue;
        const told = ways.length === usual!.length ? [...usual!, ...ways] : ways;
        yield {
          check: 'zones-part-once',
          lines: told.map(({ line }) => line),
          among: tier.flatMap(({ lines }) => lines),
          column,
          message: `${other.name} costs ${other.yen} in size ${grid.sizes[size]}, ${one.name} ${one.yen}; in all other sizes they cost the same`,
        };
      }
    }
  }
}

/** Ways that cost the same in every class but the given one; a way with a price that is not known is left out. */
const tiersBut = (grid: PriceGrid, at: PriceAt, size: number): readonly (readonly Way[])[] => {
  const tiers = new Map<string, Way[]>();
  for (const origin of grid.origins.keys()) {
    for (const zone of grid.zones.keys()) {
      const prices = [...grid.sizes.keys()].map((each) => at(origin, zone, each));
      const yen = prices[size];
      if (yen === undefined || prices.includes(undefined)) continue;
      const key = prices.toSpliced(size, 1).join();
      const name = `${grid.origins[origin]} to ${grid.zones[zone]}`;
      const lines = [...grid.sizes.keys()].map((each) => grid.lineAt(origin, zone, each));
      const way = { line: lines[size]!, lines, name, yen };
      tiers.set(key, [...(tiers.get(key) ?? []), way]);
    }
  }
  return [...tiers.values()].filter((tier) => tier.some(({ yen }) => yen !== tier[0]!.yen));
};

/** The ways by their price, the price that most have first. */
const byPrice = (tier: readonly Way[]): readonly (readonly Way[])[] => {
  const groups = new Map<number, Way[]>();
  for (const way of tier) groups.set(way.yen, [...(groups.get(way.yen) ?? []), way]);
  return [...groups.values()].sort((a, b) => b.length - a.length);
};
