import type { ItemFacts } from '@okuru/contracts';
import type { ExpectedWeight } from '../parcel/gate.js';

/** How far the scales may be from what is expected: so many grams or so much of it, whichever is more. */
export interface WeightCheck {
  readonly inUse: boolean;
  readonly gramsMin: number;
  readonly percent: number;
}

export const DEFAULT_WEIGHT_CHECK: WeightCheck = { inUse: true, gramsMin: 30, percent: 3 };

type Goods = readonly { readonly quantity: number; readonly item: Pick<ItemFacts, 'weightGrams'> }[];

/** Package and units; null where the weight of one of them is unknown. */
export const weightOf = (emptyWeightGrams: number | undefined, goods: Goods): number | null => {
  if (emptyWeightGrams === undefined) return null;
  let grams = emptyWeightGrams;
  for (const { quantity, item } of goods) {
    if (item.weightGrams === null) return null;
    grams += quantity * item.weightGrams;
  }
  return Math.round(grams);
};

export const expectedWeight = (
  emptyWeightGrams: number | undefined,
  goods: Goods,
  { inUse, gramsMin, percent }: WeightCheck,
): ExpectedWeight | null => {
  const grams = inUse ? weightOf(emptyWeightGrams, goods) : null;
  return grams === null ? null : { grams, toleranceGrams: Math.max(gramsMin, (grams * percent) / 100) };
};

/** As a stop keeps what the scales said. */
export const weightText = (grams: number): string => `${grams} g`;
