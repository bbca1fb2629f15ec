import { blamed } from './blame.js';
import type { ImportFault } from './fault.js';
import { findShift } from './find-shift.js';
import { findSwap } from './find-swap.js';
import type { PlausibilityCheck, Prices, Violation } from './price-lines.js';

/** Lines of prices and what is checked about them. */
export interface PriceTable {
  /** Line of the file, by index. */
  readonly rows: readonly number[];
  readonly columns: readonly string[];
  readonly prices: readonly Prices[];
  /** Runs of lines within which lines may have slipped, first and last index. */
  readonly blocks: readonly (readonly [from: number, to: number])[];
  violations(prices: readonly Prices[]): Iterable<Violation>;
  /** How odd prices without a contradiction look, to tell one explanation from another. */
  oddness(prices: readonly Prices[]): number;
}

/** Contradictions looked at; a table with more is wrong all over. */
const VIOLATIONS_MAX = 20_000;

/** What is wrong with the prices: lines that changed places or slipped where that explains it all, else the lines to blame. */
export const priceFaults = (table: PriceTable, allowed: readonly PlausibilityCheck[]): ImportFault[] => {
  const { rows, columns, prices, blocks } = table;
  const isTold = ({ check }: Violation): boolean => !(allowed as readonly string[]).includes(check);
  const violations: Violation[] = [];
  for (const violation of table.violations(prices)) {
    if (isTold(violation)) violations.push(violation);
    if (violations.length >= VIOLATIONS_MAX) break;
  }
  if (violations.length === 0) return [];
  const isSound = (mended: readonly Prices[]): boolean => {
    for (const violation of table.violations(mended)) if (isTold(violation)) return false;
    return true;
  };
  const wrong = violations.map(({ lines, among = lines }) => ({ lines, among }));
  const suspicion = {
    ...{ prices, blocks, wrong, isSound },
    oddness: (mended: readonly Prices[]) => table.oddness(mended),
  };
  const swap = findSwap(suspicion);
  if (swap) return [swapped(rows[swap.line]!, rows[swap.other]!)];
  const shift = findShift(suspicion);
  if (!shift) return blamed(violations, rows, columns);
  const until = shift.to === prices.length - 1 ? 'on' : `to row ${rows[shift.to]}`;
  return [
    {
      file: 'rates',
      row: rows[shift.firstWrong]!,
      ...(shift.orFrom.length > 0 ? { alsoRows: shift.orFrom.map((line) => rows[line]!) } : {}),
      column: '',
      message: `from row ${rows[shift.firstWrong]} ${until} the prices stand one row too ${shift.direction === 'down' ? 'low' : 'high'}`,
      mend: `Move the prices of these rows one row ${shift.direction === 'down' ? 'up' : 'down'} and enter the one that is lost.`,
    },
  ];
};

const swapped = (row: number, other: number): ImportFault => ({
  file: 'rates',
  row,
  alsoRows: [other],
  column: '',
  message: `the prices of the rows ${row} and ${other} stand in each other's place`,
  mend: 'Exchange the prices of the two rows, after a look at the carrier’s list.',
});
