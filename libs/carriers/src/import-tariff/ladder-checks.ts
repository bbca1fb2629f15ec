import type { PriceAt } from './order-checks.js';
import type { PriceGrid } from './price-grid.js';
import type { Violation } from './price-lines.js';

/** Share of the ways that rise from one class to the next, from which on a way that does not is doubtful. */
const RISING_SHARE = 0.5;

/** Prices up the classes of one way, those of the carrier's other services in the file among them. */
export function* ladderViolations(grid: PriceGrid, at: PriceAt, column: number): Generator<Violation> {
  for (const size of grid.sizes.keys()) {
    const risesMostly = mostRiseFrom(grid, at, size);
    for (const origin of grid.origins.keys()) {
      for (const zone of grid.zones.keys()) {
        const yen = at(origin, zone, size);
        if (yen === undefined) continue;
        const lineOf = (each: number): number => grid.lineAt(origin, zone, each);
        const way = `${grid.origins[origin]} to ${grid.zones[zone]}`;
        // Every larger size that costs less, so that the cell which contradicts most is found.
        for (let larger = size + 1; larger < grid.sizes.length; larger += 1) {
          const more = at(origin, zone, larger);
          if (more === undefined || more >= yen) continue;
          yield {
            check: 'falls-with-size',
            lines: [lineOf(size), lineOf(larger)],
            column,
            message: `${way} costs ${yen} in size ${grid.sizes[size]}, but ${more} in the larger size ${grid.sizes[larger]}`,
          };
        }
        if (!risesMostly || at(origin, zone, size + 1) !== yen) continue;
        yield {
          check: 'same-as-smaller',
          lines: [lineOf(size), lineOf(size + 1)],
          column,
          message: `${way} costs ${yen} in the sizes ${grid.sizes[size]} and ${grid.sizes[size + 1]} alike, where most others rise`,
        };
      }
    }
  }
}

const mostRiseFrom = (grid: PriceGrid, at: PriceAt, size: number): boolean => {
  if (size + 1 >= grid.sizes.length) return false;
  let [known, rising] = [0, 0];
  for (const origin of grid.origins.keys()) {
    for (const zone of grid.zones.keys()) {
      const [yen, more] = [at(origin, zone, size), at(origin, zone, size + 1)];
      if (yen === undefined || more === undefined) continue;
      known += 1;
      if (more > yen) rising += 1;
    }
  }
  return rising > RISING_SHARE * known;
};
