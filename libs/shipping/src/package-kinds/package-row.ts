import type { PackageKind } from '@okuru/packing';
import type { ShopPackage } from './seed-packages.js';

/** What only some kinds have: kept together in one column. */
export interface PackageShape {
  readonly carrier?: string;
  readonly innerHeightMmMin?: number;
  readonly flat?: { readonly lengthMm: number; readonly widthMm: number };
  readonly wallMm?: number;
  readonly thicknessMmMax?: number;
  readonly refusesTraits?: NonNullable<PackageKind['refusesTraits']>;
}

/** A package as a row of `package_kind`, by column name. */
export const packageRow = (kind: ShopPackage) => ({
  code: kind.code,
  name_ja: kind.nameJa,
  kind: kind.kind,
  ...sidesOf(kind),
  empty_weight_grams: kind.emptyWeightGrams,
  gross_weight_grams_max: kind.grossWeightGramsMax,
  cost_yen: kind.costYen,
  stock: kind.stock ?? null,
  shape: shapeOf(kind),
});

const sidesOf = (kind: ShopPackage) =>
  'inner' in kind
    ? {
        inner_length_mm: kind.inner.lengthMm,
        inner_width_mm: kind.inner.widthMm,
        inner_height_mm: kind.inner.heightMm,
        outer_length_mm: kind.outer.lengthMm,
        outer_width_mm: kind.outer.widthMm,
        outer_height_mm: kind.outer.heightMm,
      }
    : {};

const shapeOf = (kind: ShopPackage): PackageShape => ({
  ...(kind.refusesTraits === undefined ? {} : { refusesTraits: kind.refusesTraits }),
  ...ownShapeOf(kind),
});

const ownShapeOf = (kind: ShopPackage): PackageShape => {
  switch (kind.kind) {
    case 'carrier-box':
      return { carrier: kind.carrier };
    case 'folding-box':
      return { innerHeightMmMin: kind.innerHeightMmMin };
    case 'mailer-bag':
    case 'padded-envelope':
      return { flat: kind.flat, wallMm: kind.wallMm, thicknessMmMax: kind.thicknessMmMax };
    case 'carton':
    case 'own-box':
      return {};
  }
};
