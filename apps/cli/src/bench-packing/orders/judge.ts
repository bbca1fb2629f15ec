import {
  checkPacking,
  type CheapestPacking,
  type PackageKind,
  type PackItem,
  type PackRules,
  type ParcelPrice,
} from '@okuru/packing';

import { maySendAlone } from './weak-bound.js';

/** What others know of the same question; a claim that contradicts it is false. */
export interface Known {
  /** No answer costs less, yen. */
  readonly leastYen: number;
  /** Somebody's answer costs this, so the least is no more; Infinity = nobody has answered. */
  readonly reachedYen: number;
}

/**
 * What is wrong with an answer, in words: unsafe or incomplete by the independent checker, a sum that is not the sum of its
 * parcels, a proof or a bound that somebody's answer refutes, goods called unpackable that fit. Empty = nothing.
 */
export const faultsOf = (
  { items, kinds, rules, price }: Question,
  { best, proof, unpackable }: CheapestPacking,
  known: Known,
): string[] => {
  const wronglyRefused = items.filter((item) => unpackable.includes(item.sku) && maySendAlone(item, kinds));
  const faults = wronglyRefused.map(({ sku }) => `${sku} is called unpackable but fits`);
  if (!best) {
    if (unpackable.length === 0 && items.every((item) => maySendAlone(item, kinds, price)))
      faults.push('no answer, though each unit may go alone');
    return faults;
  }
  faults.push(...checkPacking(items, kinds, { packages: best.packages }, rules));
  const yen = sumOf(best.packages, { items, kinds, rules, price });
  if (yen === null) faults.push('holds a parcel that may not go');
  else if (Math.abs(yen - best.yen) > 1e-6) faults.push(`states ${best.yen} but its parcels cost ${yen}`);
  if (best.yen < known.leastYen - 1e-6)
    faults.push(`costs ${best.yen}, below what is possible, ${known.leastYen}`);
  const claimed = proof.proven ? best.yen : proof.lowerBoundYen;
  if (claimed > best.yen + 1e-6) faults.push(`claims a bound of ${claimed} above its own answer ${best.yen}`);
  if (claimed > known.reachedYen + 1e-6)
    faults.push(`claims that nothing is below ${claimed}, but ${known.reachedYen} was reached`);
  return faults;
};

export interface Question {
  readonly items: readonly PackItem[];
  readonly kinds: readonly PackageKind[];
  readonly rules: PackRules;
  readonly price: ParcelPrice;
}

/** Cost of the packages by the price function, asked anew; null when one of them may not go. */
export const sumOf = (
  packages: NonNullable<CheapestPacking['best']>['packages'],
  { items, kinds, price }: Question,
): number | null => {
  const goods = new Map(items.map((item) => [item.sku, item]));
  const byCode = new Map(kinds.map((kind) => [kind.code, kind]));
  let sum = 0;
  for (const { packageCode, outer, placements, grossWeightGrams } of packages) {
    const kind = byCode.get(packageCode);
    if (!kind) return null;
    const units: Record<string, number> = {};
    for (const { sku } of placements) units[sku] = (units[sku] ?? 0) + 1;
    const goodsVolumeMm3 = placements.reduce((total, { sku }) => {
      const size = goods.get(sku)?.size;
      return total + (size ? size.lengthMm * size.widthMm * size.heightMm : 0);
    }, 0);
    const yen = price({ kind, outer, grossWeightGrams, units, goodsVolumeMm3 });
    if (yen === null) return null;
    sum += yen;
  }
  return sum;
};
