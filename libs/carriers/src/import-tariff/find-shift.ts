import type { Prices } from './price-lines.js';

/** Lines whose prices slipped: those of `from` … `to` are a line too low (`down`) or too high (`up`). */
export interface Shift {
  readonly from: number;
  readonly to: number;
  readonly direction: 'down' | 'up';
  /** The first line whose price is another one than it ought to be. */
  readonly firstWrong: number;
  /** Lines that explain it as well as the first wrong one. */
  readonly orFrom: readonly number[];
}

/** First and last line of a run within which lines may have slipped. */
export type Block = readonly [from: number, to: number];

/** What is wrong with the prices, and how a mended table is judged. */
export interface Suspicion {
  readonly prices: readonly Prices[];
  readonly blocks: readonly Block[];
  /** Of each contradiction the lines that look wrong, and all it is about. */
  readonly wrong: readonly { readonly lines: readonly number[]; readonly among: readonly number[] }[];
  readonly isSound: (mended: readonly Prices[]) => boolean;
  /** How odd a sound table looks; the least odd explanation is the best. */
  readonly oddness: (mended: readonly Prices[]) => number;
}

/** Lines a slip within a block must put right, beside the one whose price is lost: a single wrong price is the simpler explanation. */
const CHANGED_IN_BLOCK_MIN = { down: 1, up: 1 };
/** Up to the end of the file the price that is lost counts too. */
const CHANGED_TO_END_MIN = { down: 1, up: 0 };
/** After the first explanation, slips that begin at most so much earlier are compared with it: about the length of a block. */
const COMPARED_LINES = 13;

/**
 * The slip of lines that explains everything that is wrong. Slips down to the end of the file are tried first, the shortest
 * before the longer ones, then those within a block. Undefined when no slip explains it all.
 */
export const findShift = (suspicion: Suspicion): Shift | undefined => {
  const last = suspicion.prices.length - 1;
  // A slip that touches no line of a contradiction cannot explain it.
  const latest = Math.min(...suspicion.wrong.map(({ among }) => Math.max(...among)));
  // The last line has none below it that could have slipped too.
  if (isExplainedBy(suspicion, last)) return undefined;
  const earliest = oneLineExplainsAll(suspicion) ? Math.max(0, last - COMPARED_LINES) : 0;
  const found: OddShift[] = [];
  for (let from = Math.min(latest, last - 1); from >= earliest; from -= 1) {
    if (found.length > 0 && from < found[0]!.from - COMPARED_LINES) break;
    found.push(...slipsBetween(suspicion, from, last, CHANGED_TO_END_MIN));
  }
  const [first, ...others] = leastOdd(found);
  if (!first) return slipWithinBlock(suspicion);
  const orFrom = new Set(others.map(({ firstWrong }) => firstWrong));
  orFrom.delete(first.firstWrong);
  return { ...first, orFrom: [...orFrom] };
};

type OddShift = Shift & { readonly odd: number; readonly changed: number };

const leastOdd = (found: readonly OddShift[]): readonly OddShift[] =>
  found.filter(({ odd }) => found.every((other) => other.odd >= odd));

const isExplainedBy = ({ wrong }: Suspicion, line: number): boolean =>
  wrong.every(({ lines }) => lines.includes(line));

/** A single wrong price is a simpler explanation than several lines. */
export const oneLineExplainsAll = (suspicion: Suspicion): boolean =>
  suspicion.wrong[0]!.lines.some((line) => isExplainedBy(suspicion, line));

/** The slip that puts fewest prices right, the shortest of these: others explain as much, but name lines that are right. */
const slipWithinBlock = (suspicion: Suspicion): Shift | undefined => {
  if (oneLineExplainsAll(suspicion)) return undefined;
  for (const [first, end] of suspicion.blocks) {
    const isHere = (line: number): boolean => line >= first && line <= end;
    if (!suspicion.wrong.every(({ among }) => among.some(isHere))) continue;
    const found: OddShift[] = [];
    for (let length = 1; length <= end - first; length += 1) {
      for (let from = first; from + length <= end; from += 1)
        found.push(...slipsBetween(suspicion, from, from + length, CHANGED_IN_BLOCK_MIN));
    }
    if (found.length > 0) return found.reduce((best, one) => (costOf(one) < costOf(best) ? one : best));
  }
  return undefined;
};

/** Prices put right; a slip down that puts one right leaves the next row doubtful, so one of two goes before it. */
const costOf = ({ direction, changed }: OddShift): number =>
  direction === 'down' && changed === 1 ? 2.5 : changed;

const slipsBetween = (
  { prices, isSound, oddness }: Suspicion,
  from: number,
  to: number,
  changedMin: { readonly down: number; readonly up: number },
): OddShift[] =>
  (['down', 'up'] as const).flatMap((direction) => {
    const mended = movedBack(prices, from, to, direction);
    const changed = changedLines(prices, mended, from, to);
    if (changed.length < changedMin[direction] || !isSound(mended)) return [];
    // The line whose own price is lost has none to compare with, and is the first wrong one when lines slipped up.
    const firstWrong = direction === 'up' ? from : changed[0]!;
    return [{ from, to, direction, firstWrong, orFrom: [], odd: oddness(mended), changed: changed.length }];
  });

const NOT_KNOWN: Prices = [];

const movedBack = (
  prices: readonly Prices[],
  from: number,
  to: number,
  direction: 'down' | 'up',
): readonly Prices[] => {
  const moved = direction === 'down' ? prices.slice(from + 1, to + 1) : prices.slice(from, to);
  const middle = direction === 'down' ? [...moved, NOT_KNOWN] : [NOT_KNOWN, ...moved];
  return [...prices.slice(0, from), ...middle, ...prices.slice(to + 1)];
};

const changedLines = (
  prices: readonly Prices[],
  mended: readonly Prices[],
  from: number,
  to: number,
): number[] => {
  const changed: number[] = [];
  for (let line = from; line <= to; line += 1) {
    const [before, after] = [prices[line]!, mended[line]!];
    if (after.some((yen, column) => yen !== before[column])) changed.push(line);
  }
  return changed;
};
