import type { Candidate } from './candidate.js';
import { countsOf, eachFirstPart, type GoodsSets } from './goods-sets.js';
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
 * The cheapest division of all goods into parcels, taking each set at its cheapest hoped-for room:
 * least yen, then fewest parcels, then least outer volume. Undefined when no division is left.
 */
export const cheapestDivision = (sets: GoodsSets, table: ParcelTable, hope: Hope): Division | undefined => {
  const rooms: (Candidate | undefined)[] = [undefined];
  const yenAlone = new Float64Array(sets.size).fill(Infinity);
  for (let set = 1; set < sets.size; set += 1) {
    const candidate = table.cheapest(set, hope);
    rooms.push(candidate);
    if (candidate) yenAlone[set] = table.yenOf(set, candidate);
  }
  const yen = new Float64Array(sets.size).fill(Infinity);
  const parcels = new Int32Array(sets.size);
  const outer = new Float64Array(sets.size);
  const first = new Int32Array(sets.size);
  yen[0] = 0;
  for (let set = 1; set < sets.size; set += 1) {
    eachFirstPart(sets, countsOf(sets, set), (part) => {
      const alone = yenAlone[part]!;
      if (alone === Infinity) return;
      const rest = set - part;
      const total = alone + yen[rest]!;
      if (total > yen[set]! || total === Infinity) return;
      const count = 1 + parcels[rest]!;
      const volume = rooms[part]!.outerVolumeMm3 + outer[rest]!;
      if (total === yen[set]!) {
        if (count > parcels[set]! || (count === parcels[set]! && volume >= outer[set]!)) return;
      }
      yen[set] = total;
      parcels[set] = count;
      outer[set] = volume;
      first[set] = part;
    });
  }
  const all = sets.size - 1;
  if (yen[all] === Infinity) return undefined;
  const parts: Part[] = [];
  for (let left = all; left > 0; left -= first[left]!) {
    parts.push({ set: first[left]!, candidate: rooms[first[left]!]! });
  }
  return { parts, yen: yen[all]! };
};
