import type { PackItem, SizeMm } from '../types.js';

/** Units in one call at most; a guard against a mistyped quantity, far above any parcel. */
export const UNITS_MAX = 10_000;

/** The items with one entry per sku, in the order of the skus, so that the answer does not hang on the order of lines; throws a RangeError that names the item when the caller's data make no sense. */
export const mergedItems = (items: readonly PackItem[]): PackItem[] => {
  const bySku = new Map<string, PackItem>();
  for (const item of items) {
    checkItem(item);
    const known = bySku.get(item.sku);
    if (known && descriptionOf(known) !== descriptionOf(item))
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

const descriptionOf = ({ sku: _sku, quantity: _quantity, size, foldedSize, ...rest }: PackItem): string =>
  JSON.stringify([
    sidesOf(size),
    foldedSize ? sidesOf(foldedSize) : null,
    rest.weightGrams,
    rest.loadOnTopGramsMax ?? null,
    rest.compressesTo ?? 1,
    !!rest.keepUpright,
    !!rest.flatOnly,
    !!rest.doNotStack,
    !!rest.fragile,
    !!rest.liquid,
    !!rest.battery,
    !!rest.shipsInOwnBox,
  ]);

const sidesOf = ({ lengthMm, widthMm, heightMm }: SizeMm): number[] => [lengthMm, widthMm, heightMm];

const checkItem = (item: PackItem): void => {
  const { sku, quantity, size, foldedSize, weightGrams, loadOnTopGramsMax = 0, compressesTo = 1 } = item;
  if (!Number.isInteger(quantity) || quantity < 0)
    throw new RangeError(`${sku}: quantity ${quantity} is not a count`);
  for (const side of [...sidesOf(size), ...(foldedSize ? sidesOf(foldedSize) : [])]) {
    if (!(side > 0 && side < Infinity)) throw new RangeError(`${sku}: a side of ${side} mm is no size`);
  }
  if (!(weightGrams >= 0 && weightGrams < Infinity))
    throw new RangeError(`${sku}: ${weightGrams} g is no weight`);
  if (!(loadOnTopGramsMax >= 0)) throw new RangeError(`${sku}: a load of ${loadOnTopGramsMax} g is no limit`);
  if (!(compressesTo > 0 && compressesTo <= 1))
    throw new RangeError(`${sku}: compressesTo ${compressesTo} is not in (0, 1]`);
  const thinnest = Math.min(...sidesOf(size));
  if (item.flatOnly && (item.keepUpright || item.liquid) && size.heightMm > thinnest)
    throw new RangeError(
      `${sku}: cannot both lie flat and stay upright, because its height ${size.heightMm} mm is not its thinnest side; measure it as it stands or drop one of the two`,
    );
};
