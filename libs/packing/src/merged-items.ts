import type { PackItem } from './types.js';

/** Units in one call at most; a guard against a mistyped quantity, far above any parcel. */
export const UNITS_MAX = 10_000;

/** The items with one entry per sku, in the order of the skus, so that the answer does not hang on the order of lines; throws a RangeError that names the item when the caller's data make no sense. */
export const mergedItems = (items: readonly PackItem[]): PackItem[] => {
  const bySku = new Map<string, PackItem>();
  for (const item of items) {
    checkItem(item);
    const known = bySku.get(item.sku);
    if (known && traitsOf(known) !== traitsOf(item))
      throw new RangeError(`${item.sku} is given with two descriptions`);
    bySku.set(item.sku, { ...item, quantity: item.quantity + (known?.quantity ?? 0) });
  }
  const merged = [...bySku.values()]
    .filter((item) => item.quantity > 0)
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const units = merged.reduce((sum, item) => sum + item.quantity, 0);
  if (units > UNITS_MAX) throw new RangeError(`${units} units are more than the ${UNITS_MAX} one call packs`);
  return merged;
};

const traitsOf = ({
  size,
  weightGrams,
  keepUpright,
  doNotStack,
  fragile,
  loadOnTopGramsMax,
}: PackItem): string =>
  [
    size.lengthMm,
    size.widthMm,
    size.heightMm,
    weightGrams,
    !!keepUpright,
    !!doNotStack,
    !!fragile,
    loadOnTopGramsMax,
  ].join();

const checkItem = ({ sku, quantity, size, weightGrams, loadOnTopGramsMax = 0 }: PackItem): void => {
  if (!Number.isInteger(quantity) || quantity < 0)
    throw new RangeError(`${sku}: quantity ${quantity} is not a count`);
  for (const side of [size.lengthMm, size.widthMm, size.heightMm]) {
    if (!(side > 0 && side < Infinity)) throw new RangeError(`${sku}: a side of ${side} mm is no size`);
  }
  if (!(weightGrams >= 0 && weightGrams < Infinity))
    throw new RangeError(`${sku}: ${weightGrams} g is no weight`);
  if (!(loadOnTopGramsMax >= 0)) throw new RangeError(`${sku}: a load of ${loadOnTopGramsMax} g is no limit`);
};
