import type { PackageKind } from '../types.js';
import type { Candidate } from './candidate.js';
import type { GoodsSets } from './goods-sets.js';
import type { Hope, ParcelTable } from './parcel-table.js';

/** One parcel of a division: a set of goods and its room. */
export interface Part {
  readonly set: number;
  readonly candidate: Candidate;
}

/** The goods divided over parcels. */
export interface Division {
  readonly parts: readonly Part[];
  readonly yen: number;
}

/**
 * The cheapest division of all goods into parcels, each set at its cheapest hoped-for room and no more packages than there are:
 * least yen, then fewest parcels, then least outer volume. Undefined when no division is left.
 */
export const cheapestDivision = (sets: GoodsSets, table: ParcelTable, hope: Hope): Division | undefined => {
  const scarce = new Map<string, PackageKind>();
  // bound: the kinds, of which each turn adds one to the scarce ones
  for (;;) {
    const division = divide(sets, table, hope, [...scarce.values()]);
    const exceeded = division && overdrawn(division);
    if (!exceeded) return division;
    scarce.set(exceeded.code, exceeded);
  }
};

/** A kind of which the division takes more than are left. */
const overdrawn = ({ parts }: Division): PackageKind | undefined => {
  const taken = new Map<PackageKind, number>();
  for (const { candidate } of parts) taken.set(candidate.kind, (taken.get(candidate.kind) ?? 0) + 1);
  return [...taken].find(([{ stock = Infinity }, count]) => count > stock)?.[0];
};

/** A room for a set, and what taking it adds to the number of the stock used. */
interface Offer {
  readonly candidate: Candidate;
  readonly yen: number;
  readonly stockStep: number;
}

/** Dynamic programming over (set, stock used of the scarce kinds). */
const divide = (
  sets: GoodsSets,
  table: ParcelTable,
  hope: Hope,
  scarce: readonly PackageKind[],
): Division | undefined => {
  const steps: number[] = [];
  let levels = 1;
  for (const { stock } of scarce) {
    steps.push(levels);
    levels *= stock! + 1;
  }
  const offers: Offer[][] = [[]];
  for (let set = 1; set < sets.size; set += 1) offers.push(offersFor(set, table, hope, scarce, steps));
  const size = sets.size * levels;
  const yen = new Float64Array(size).fill(Infinity);
  const parcels = new Int32Array(size);
  const outer = new Float64Array(size);
  const firstPart = new Int32Array(size);
  const firstOffer = new Int32Array(size);
  for (let left = 0; left < levels; left += 1) yen[left] = 0;
  for (let set = 1; set < sets.size; set += 1) {
    const parts = sets.firstParts(set);
    for (let p = 0; p < parts.length; p += 1) {
      const part = parts[p]!;
      const choices = offers[part]!;
      for (let o = 0; o < choices.length; o += 1) {
        const offer = choices[o]!;
        for (let left = 0; left < levels; left += 1) {
          if (!affordable(left, offer.stockStep, scarce, steps)) continue;
          const at = set * levels + left;
          const rest = (set - part) * levels + left - offer.stockStep;
          const total = offer.yen + yen[rest]!;
          if (total > yen[at]! || total === Infinity) continue;
          const count = 1 + parcels[rest]!;
          const volume = offer.candidate.outerVolumeMm3 + outer[rest]!;
          const better =
            total < yen[at]! || count < parcels[at]! || (count === parcels[at]! && volume < outer[at]!);
          if (!better) continue;
          yen[at] = total;
          parcels[at] = count;
          outer[at] = volume;
          firstPart[at] = part;
          firstOffer[at] = o;
        }
      }
    }
  }
  if (yen[size - 1] === Infinity) return undefined;
  const parts: Part[] = [];
  let set = sets.size - 1;
  let left = levels - 1;
  // bound: the units, of which each part holds at least one
  while (set > 0) {
    const part = firstPart[set * levels + left]!;
    const { candidate, stockStep } = offers[part]![firstOffer[set * levels + left]!]!;
    parts.push({ set: part, candidate });
    set -= part;
    left -= stockStep;
  }
  return { parts, yen: yen[size - 1]! };
};

/** The cheapest room outside the scarce kinds, and the cheapest of each scarce kind. */
const offersFor = (
  set: number,
  table: ParcelTable,
  hope: Hope,
  scarce: readonly PackageKind[],
  steps: readonly number[],
): Offer[] => {
  const offer = (candidate: Candidate | undefined, stockStep: number): Offer[] =>
    candidate ? [{ candidate, yen: table.yenOf(set, candidate), stockStep }] : [];
  if (scarce.length === 0) return offer(table.cheapest(set, hope), 0);
  return [
    ...offer(
      table.cheapest(set, hope, ({ kind }) => !scarce.includes(kind)),
      0,
    ),
    ...scarce.flatMap((one, index) =>
      offer(
        table.cheapest(set, hope, ({ kind }) => kind === one),
        steps[index]!,
      ),
    ),
  ];
};

/** Whether the stock that is left has one more of the kind that the step counts. */
const affordable = (
  left: number,
  step: number,
  scarce: readonly PackageKind[],
  steps: readonly number[],
): boolean => {
  if (step === 0) return true;
  const index = steps.indexOf(step);
  return Math.floor(left / step) % (scarce[index]!.stock! + 1) > 0;
};
