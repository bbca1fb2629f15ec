import { oneLineExplainsAll, type Suspicion } from './find-shift.js';

/** Two lines of a run that have each other's prices. */
export interface Swap {
  readonly line: number;
  readonly other: number;
}

/** The two lines of one run that need only be exchanged for everything to be sound: nothing is lost then, so it goes before a slip. */
export const findSwap = (suspicion: Suspicion): Swap | undefined => {
  if (oneLineExplainsAll(suspicion)) return undefined;
  const { prices, blocks, wrong, isSound } = suspicion;
  for (const [first, end] of blocks) {
    const isHere = (line: number): boolean => line >= first && line <= end;
    if (!wrong.every(({ among }) => among.some(isHere))) continue;
    for (let line = first; line < end; line += 1) {
      for (let other = line + 1; other <= end; other += 1) {
        const [mine, its] = [prices[line]!, prices[other]!];
        if (mine.join() === its.join()) continue;
        if (isSound(prices.with(line, its).with(other, mine))) return { line, other };
      }
    }
  }
  return undefined;
};
