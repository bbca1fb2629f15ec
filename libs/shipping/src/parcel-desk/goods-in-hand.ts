import { expectedWeightGrams } from '../choose-packaging/choose-carriage.js';
import type { ShopPackage } from '../package-kinds/seed-packages.js';
import { enclosuresOf } from '../parcel/enclosures.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';

/** What the parcel holds when it is complete. */
export const goodsOf = ({ parcel, items }: ParcelInHand) =>
  parcel.lines.flatMap(({ sku, quantity }) => {
    const item = items.get(sku);
    return item ? [{ quantity, item }] : [];
  });

/** What the scales should find beside the package. */
export const contentsOf = (inHand: ParcelInHand) => [
  ...goodsOf(inHand),
  ...enclosuresOf(inHand.parcel).map(({ weightGrams }) => ({ quantity: 1, item: { weightGrams } })),
];

export const isTooHeavy = (inHand: ParcelInHand, kind: ShopPackage): boolean =>
  expectedWeightGrams(kind, goodsOf(inHand)) > kind.grossWeightGramsMax;
