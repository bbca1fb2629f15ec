import type { ItemFacts } from '@okuru/contracts';
import type { PackItem } from '@okuru/packing';
import type { ReservedLine } from './shipment.js';

/** The record of a plan that left the package to a person. */
export interface LeftToAPerson {
  readonly leftToAPerson: 'size-unknown' | 'too-many-units';
  readonly skus: readonly string[];
}

/** Units packed by search; the check of an answer looks at every pair of them, and more would hold up the process. */
export const UNITS_SEARCHED_MAX = 500;

/** What will be searched for these units: one basket for each temperature whose goods are known and not too many. */
export const basketsToSearch = (units: readonly ReservedLine[]): PackItem[][] =>
  byTemperature(withNewestFacts(units))
    .filter((together) => !whyByHand(together))
    .map(goodsOf);

/** Why a person must pick the package; undefined when a search may. */
export const whyByHand = (units: readonly ReservedLine[]): LeftToAPerson | undefined => {
  const unknown = units.filter(({ item }) => item.size === null || item.weightGrams === null);
  if (unknown.length > 0) return { leftToAPerson: 'size-unknown', skus: skusOf(unknown) };
  const count = units.reduce((sum, { quantity }) => sum + quantity, 0);
  return count > UNITS_SEARCHED_MAX ? { leftToAPerson: 'too-many-units', skus: skusOf(units) } : undefined;
};

/** Two reservations may carry two versions of one item; goods have one size, the newest known. */
export const withNewestFacts = (units: readonly ReservedLine[]): ReservedLine[] => {
  const newest = new Map<string, ItemFacts>();
  for (const { sku, item } of units) {
    const known = newest.get(sku);
    if (!known || known.itemVersion < item.itemVersion) newest.set(sku, item);
  }
  return units.map((line) => ({ ...line, item: newest.get(line.sku)! }));
};

/** What may share a parcel, as far as temperature goes. */
export const byTemperature = (units: readonly ReservedLine[]): ReservedLine[][] =>
  (['ambient', 'chilled', 'frozen'] as const)
    .map((temperature) => units.filter(({ item }) => item.temperature === temperature))
    .filter((together) => together.length > 0);

/** The units as goods to pack, one entry per sku. */
export const goodsOf = (units: readonly ReservedLine[]): PackItem[] => {
  const bySku = new Map<string, PackItem>();
  for (const { sku, quantity, item } of units) {
    bySku.set(sku, { ...packItemOf(item), quantity: quantity + (bySku.get(sku)?.quantity ?? 0) });
  }
  return [...bySku.values()];
};

const packItemOf = ({ sku, size, weightGrams, handling }: ItemFacts): PackItem => ({
  sku,
  quantity: 0,
  size: size!,
  weightGrams: weightGrams!,
  keepUpright: handling.keepUpright,
  doNotStack: handling.doNotStack,
  fragile: handling.fragile,
  ...(handling.loadOnTopGramsMax === null ? {} : { loadOnTopGramsMax: handling.loadOnTopGramsMax }),
});

export const skusOf = (units: readonly ReservedLine[]): string[] => [...new Set(units.map(({ sku }) => sku))];
