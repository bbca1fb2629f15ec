import type { Work } from '../fill-package.js';
import type { Effort } from '../fit/question.js';
import type { GoodsSets } from './goods-sets.js';
import type { ParcelTable } from './parcel-table.js';
import { cheapestDivision, type Division } from './partition.js';
import { cheapestYen, type Way } from './way.js';

/** Divisions verified at each effort before the search stops and states the lower bound it has. */
export const DIVISIONS_MAX = 200;

/**
 * Adds to the ways found every cheaper one that verifying divisions brings to light: the cheapest division hoped for is tried
 * parcel by parcel, what fails is remembered, and the next is taken, until none is cheaper than a way found.
 * Answers the yen below which no way exists.
 */
export const divideSmall = (
  sets: GoodsSets,
  table: ParcelTable,
  ways: Way[],
  efforts: readonly Effort[],
  work: Work,
  workMax: number,
): number => {
  let lowerBoundYen = 0;
  for (const effort of efforts) {
    table.deepen(effort);
    for (let round = 0; round < DIVISIONS_MAX && work.done < workMax; round += 1) {
      const division = cheapestDivision(sets, table, 'found-or-untried');
      if (!division || division.yen >= cheapestYen(ways)) break;
      const way = verified(division, table);
      if (way) ways.push(way);
    }
    lowerBoundYen = cheapestDivision(sets, table, 'unless-impossible')?.yen ?? Infinity;
    if (lowerBoundYen >= cheapestYen(ways)) break;
  }
  return lowerBoundYen;
};

/** The division with every parcel found; undefined when one of them is not, which the table then knows. */
const verified = ({ parts, yen }: Division, table: ParcelTable): Way | undefined => {
  const parcels = parts.flatMap(({ set, candidate }) => table.place(set, candidate) ?? []);
  return parcels.length === parts.length ? { parcels, yen } : undefined;
};
