import type { GoodsTrait, PackageKind, SizeMm } from '@okuru/packing';
import type { ShopPackage } from '../package-kinds/seed-packages.js';

/** A package as it is put: what makes its kind one is there, the rest may be. */
export interface AskedPackage {
  readonly code: string;
  readonly nameJa: string;
  readonly kind: PackageKind['kind'];
  readonly emptyWeightGrams: number;
  readonly grossWeightGramsMax: number;
  readonly costYen: number;
  readonly stock?: number;
  readonly refusesTraits?: readonly GoodsTrait[];
  readonly inner?: SizeMm;
  readonly outer?: SizeMm;
  readonly innerHeightMmMin?: number;
  readonly carrier?: string;
  readonly flat?: { readonly lengthMm: number; readonly widthMm: number };
  readonly wallMm?: number;
  readonly thicknessMmMax?: number;
}

type OwnField = 'inner' | 'outer' | 'innerHeightMmMin' | 'carrier' | 'flat' | 'wallMm' | 'thicknessMmMax';

/** What each kind is made of. */
export const OWN_FIELDS: Readonly<Record<PackageKind['kind'], readonly OwnField[]>> = {
  carton: ['inner', 'outer'],
  'carrier-box': ['inner', 'outer', 'carrier'],
  'folding-box': ['inner', 'outer', 'innerHeightMmMin'],
  'mailer-bag': ['flat', 'wallMm', 'thicknessMmMax'],
  'padded-envelope': ['flat', 'wallMm', 'thicknessMmMax'],
  'own-box': [],
};

const COMMON = ['code', 'nameJa', 'kind', 'emptyWeightGrams', 'grossWeightGramsMax', 'costYen'] as const;

/** The package without anything left undefined; `checkPackages` found no fault in it. */
export const shopPackageOf = (asked: AskedPackage): ShopPackage => {
  const fields = [...COMMON, 'stock', 'refusesTraits', ...OWN_FIELDS[asked.kind]] as const;
  const given = fields.filter((field) => asked[field] !== undefined);
  return Object.fromEntries(given.map((field) => [field, asked[field]])) as unknown as ShopPackage;
};
