import { ladderViolations } from './ladder-checks.js';
import { mixedPairs, orderViolations, type PriceAt } from './order-checks.js';
import type { PriceGrid } from './price-grid.js';
import type { Prices, Violation } from './price-lines.js';
import { taxViolations } from './tax-checks.js';
import { tierViolations } from './tier-checks.js';

/** Cashless prices are rounded up to this for cash. */
const CASH_ROUNDING_YEN = 10;
/** Share of the lines in which cash is cashless rounded up, from which on the others count as wrong. */
const CASH_RULE_SHARE = 0.9;

/** A table of rates as it is checked. */
export interface RateGrids {
  /** The classes of each service for themselves: zones stand to each other otherwise in another service. */
  readonly services: readonly PriceGrid[];
  /** The classes of all services in one ladder. */
  readonly whole: PriceGrid;
}

/** All that contradicts itself in a table of rates, one after the other, so that whoever asks may stop at the first. */
export function* rateViolations(grids: RateGrids, prices: readonly Prices[]): Generator<Violation> {
  for (const column of columnsOf(prices)) {
    const whole = pricesOf(grids.whole, prices, column);
    yield* ladderViolations(grids.whole, whole, column);
    yield* wayViolations(grids.whole, whole, column);
    yield* taxViolations(grids.whole, whole, column);
    for (const grid of grids.services) {
      const at = pricesOf(grid, prices, column);
      yield* orderViolations(grid, at, column);
      yield* tierViolations(grid, at, column);
    }
  }
  yield* cashViolations(prices);
}

/** How many pairs of zones cost the same in some sizes and not in others: few in a list that is right. */
export const oddPairs = (grid: PriceGrid, prices: readonly Prices[]): number =>
  mixedPairs(grid, pricesOf(grid, prices, 0));

const pricesOf =
  (grid: PriceGrid, prices: readonly Prices[], column: number): PriceAt =>
  (origin, zone, size) =>
    prices[grid.lineAt(origin, zone, size)]![column];

/** A line whose price is lost has no columns. */
const columnsOf = (prices: readonly Prices[]): readonly number[] => [
  ...prices.find((line) => line.length > 0)!.keys(),
];

/** There and back, and nothing below the own zone. */
function* wayViolations(grid: PriceGrid, at: PriceAt, column: number): Generator<Violation> {
  for (const origin of grid.origins.keys()) {
    for (const zone of grid.zones.keys()) {
      for (const size of grid.sizes.keys()) {
        const yen = at(origin, zone, size);
        if (yen === undefined) continue;
        const place = { origin, zone, size, yen };
        const [from, to] = [grid.originOf[zone]!, grid.homeOf[origin]!];
        const back = from > origin ? at(from, to, size) : undefined;
        if (back !== undefined && back !== yen) yield returns(grid, column, place, back);
        const own = at(origin, to, size);
        if (own !== undefined && own > yen) yield homeDearer(grid, column, place, own);
      }
    }
  }
}

interface Place {
  readonly origin: number;
  readonly zone: number;
  readonly size: number;
  readonly yen: number;
}

/** The way back, where the table has it too. */
const returns = (grid: PriceGrid, column: number, place: Place, back: number): Violation => {
  const { origin, zone, size, yen } = place;
  return {
    check: 'not-symmetric',
    lines: [grid.lineAt(origin, zone, size), grid.lineAt(grid.originOf[zone]!, grid.homeOf[origin]!, size)],
    column,
    message: `${grid.origins[origin]} to ${grid.zones[zone]} costs ${yen} in size ${grid.sizes[size]}, back ${back}`,
  };
};

const homeDearer = (grid: PriceGrid, column: number, place: Place, own: number): Violation => {
  const { origin, zone, size, yen } = place;
  return {
    check: 'home-dearer',
    lines: [grid.lineAt(origin, zone, size), grid.lineAt(origin, grid.homeOf[origin]!, size)],
    column,
    message: `from ${grid.origins[origin]} in size ${grid.sizes[size]}, ${grid.zones[zone]} costs ${yen}, less than the own zone at ${own}`,
  };
};

function* cashViolations(prices: readonly Prices[]): Generator<Violation> {
  const lines = prices.flatMap(([cash, cashless], line) =>
    cash === undefined || cashless === undefined ? [] : [{ cash, cashless, line }],
  );
  const isRounded = ({ cash, cashless }: { readonly cash: number; readonly cashless: number }): boolean =>
    Math.ceil(cashless / CASH_ROUNDING_YEN) * CASH_ROUNDING_YEN === cash;
  const isRule = lines.filter(isRounded).length >= CASH_RULE_SHARE * lines.length;
  for (const { cash, cashless, line } of lines) {
    const isWrong = isRule ? !isRounded({ cash, cashless }) : cashless > cash;
    if (!isWrong) continue;
    yield {
      check: 'cash-and-cashless',
      lines: [line],
      column: 1,
      message: `${cashless} yen cashless and ${cash} yen in cash do not belong together`,
    };
  }
}
