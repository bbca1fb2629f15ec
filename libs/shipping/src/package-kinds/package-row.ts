import type { ShopPackage } from './seed-packages.js';

/** A package as a row of `package_kind`, by column name. */
export const packageRow = ({
  code,
  nameJa,
  kind,
  inner,
  outer,
  emptyWeightGrams,
  grossWeightGramsMax,
  costYen,
}: ShopPackage) => ({
  code,
  name_ja: nameJa,
  kind,
  inner_length_mm: inner.lengthMm,
  inner_width_mm: inner.widthMm,
  inner_height_mm: inner.heightMm,
  outer_length_mm: outer.lengthMm,
  outer_width_mm: outer.widthMm,
  outer_height_mm: outer.heightMm,
  empty_weight_grams: emptyWeightGrams,
  gross_weight_grams_max: grossWeightGramsMax,
  cost_yen: costYen,
});
