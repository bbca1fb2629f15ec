/** Lengths in millimetres, weights in grams, money in integer yen. Plain data in and out; no I/O, clock or randomness. */
export interface SizeMm {
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** One kind of goods and how many of it. */
export interface PackItem {
  readonly sku: string;
  readonly quantity: number;
  readonly size: SizeMm;
  readonly weightGrams: number;
  /** The height stays vertical; the item may only turn about the vertical axis. */
  readonly keepUpright?: boolean;
  /** Nothing may lie on top of it. */
  readonly doNotStack?: boolean;
  /** Needs `paddingMm` of filler on each side. */
  readonly fragile?: boolean;
  /** Heaviest load each unit bears on its top, grams; absent = no stated limit. */
  readonly loadOnTopGramsMax?: number;
}

/** A carton the shop has. Bags and envelopes get kinds of their own later; the union is open for them. */
export interface PackageKind {
  readonly code: string;
  readonly kind: 'carton';
  readonly inner: SizeMm;
  readonly outer: SizeMm;
  readonly emptyWeightGrams: number;
  readonly grossWeightGramsMax: number;
  readonly costYen: number;
}

/** Where one unit lies, in placing order; origin is the left front bottom corner of the inside. */
export interface Placement {
  readonly sku: string;
  /** Counts units of the same sku from 0 within the packing. */
  readonly unit: number;
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
  /** Extents along x, y, z after turning, without padding. */
  readonly dxMm: number;
  readonly dyMm: number;
  readonly dzMm: number;
}

/** One closed package. */
export interface PackedPackage {
  readonly packageCode: string;
  readonly placements: readonly Placement[];
  /** Goods and package, without filler. */
  readonly grossWeightGrams: number;
}

/** One way to send all the items. */
export interface Packing {
  readonly packages: readonly PackedPackage[];
}

/** Why a package was not used, in a form a letter can quote. */
export interface PackageRefusal {
  readonly packageCode: string;
  readonly reason: 'too-small' | 'too-heavy' | 'does-not-fit' | 'search-budget-spent';
}

export interface PackingResult {
  /** Ways to pack, cheapest package cost first then fewest packages; empty when some unit fits nowhere. */
  readonly packings: readonly Packing[];
  readonly refusals: readonly PackageRefusal[];
  /** Skus of which one unit fits no package alone. */
  readonly unpackable: readonly string[];
}

export interface PackRules {
  /** Filler on each side of a fragile unit, mm. */
  readonly paddingMm: number;
  /** Restarts of the search per package; the bound of the work. */
  readonly attemptsMax: number;
  /** Ways answered at most. */
  readonly packingsMax: number;
  /** Share of a unit's base that must rest on the floor or on units below, 0 < share <= 1; absent = DEFAULT_SUPPORT_SHARE_MIN. */
  readonly supportShareMin?: number;
}

/**
 * With more than half of the base borne, the centre lies over the bearing part, so a uniform unit cannot tip;
 * the rest is margin for goods whose weight is not in the middle.
 */
export const DEFAULT_SUPPORT_SHARE_MIN = 0.7;

export const DEFAULT_PACK_RULES: PackRules = { paddingMm: 20, attemptsMax: 24, packingsMax: 6 };
