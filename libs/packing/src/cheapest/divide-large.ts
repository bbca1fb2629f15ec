import { improved, yenOf } from './improve.js';
import type { QuickFits } from './quick-fits.js';
import { spread } from './spread.js';
import { cheapestYen, type Way } from './way.js';

/**
 * Adds ways of several parcels to those found: greedy spreadings, each improved step by step,
 * until one costs no more than the lower bound, the attempts are made or the work is spent.
 */
export const divideLarge = (
  fits: QuickFits,
  ways: Way[],
  attempts: number,
  lowerBoundYen: number,
  workMax: number,
): void => {
  const counts = fits.shapes.map(({ quantity }) => quantity);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const first = ways.length === 0;
    if (cheapestYen(ways) <= lowerBoundYen || (!first && fits.work.done > workMax)) return;
    const found = spread(fits, counts, attempt, Infinity);
    if (!found) continue;
    const drafts = yenOf(found) > lowerBoundYen ? improved(fits, found, workMax) : found;
    ways.push({
      parcels: drafts.map(({ candidate, blocks }) => ({ candidate, blocks })),
      yen: yenOf(drafts),
    });
  }
};
