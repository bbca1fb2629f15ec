import type { PriceAt } from './order-checks.js';
import type { PriceGrid } from './price-grid.js';
import type { Violation } from './price-lines.js';

/** Net prices in whole tens with 10 percent tax are multiples of this; of other prices one in eleven is. */
const TAXED_YEN = 11;
/** So many other classes of a way must be such prices before one that is not is doubtful: chance alone is 1 in 14,641. */
const OTHERS_MIN = 4;

/** A way whose every other price is a net price with tax, and one is not: that price is another way's. */
export function* taxViolations(grid: PriceGrid, at: PriceAt, column: number): Generator<Violation> {
  for (const origin of grid.origins.keys()) {
    for (const zone of grid.zones.keys()) {
      const known = [...grid.sizes.keys()].filter((size) => at(origin, zone, size) !== undefined);
      const odd = known.filter((size) => at(origin, zone, size)! % TAXED_YEN !== 0);
      if (odd.length !== 1 || known.length <= OTHERS_MIN) continue;
      yield {
        check: 'rounded-otherwise',
        lines: [grid.lineAt(origin, zone, odd[0]!)],
        among: known.map((size) => grid.lineAt(origin, zone, size)),
        column,
        message: `${grid.origins[origin]} to ${grid.zones[zone]} costs ${at(origin, zone, odd[0]!)} in size ${grid.sizes[odd[0]!]}, no net price with 10 percent tax, as all its other prices are`,
      };
    }
  }
}
