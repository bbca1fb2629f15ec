import type { EventData, ItemFacts } from '@okuru/contracts';
import type { Parcel } from '../parcel/parcel.js';

/**
 * What a closed parcel tells of an item whose weight nobody knows: it holds nothing else, and its package's own weight is known.
 * null: it tells nothing.
 */
export const weighedItem = (
  { parcelId, lines, weightGrams }: Pick<Parcel, 'parcelId' | 'lines' | 'weightGrams'>,
  items: ReadonlyMap<string, ItemFacts>,
  emptyWeightGrams: number,
): EventData<'item.weighed'> | null => {
  const [sku, ...others] = new Set(lines.map((line) => line.sku));
  if (sku === undefined || others.length > 0 || weightGrams === null) return null;
  if (items.get(sku)?.weightGrams !== null) return null;
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const grams = Math.round((weightGrams - emptyWeightGrams) / units);
  return grams > 0 ? { sku, weightGrams: grams, parcelId, units } : null;
};
