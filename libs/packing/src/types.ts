import type { GoodsTrait } from './package-kind.js';

export * from './package-kind.js';

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
  /** The thinnest side stays vertical. */
  readonly flatOnly?: boolean;
  /** Nothing may lie on top of it. */
  readonly doNotStack?: boolean;
  /** Needs `paddingMm` of filler on each side. */
  readonly fragile?: boolean;
  /** Heaviest load each unit bears on its top, grams; absent = no stated limit. */
  readonly loadOnTopGramsMax?: number;
  /** Size after one fold; every unit may be packed folded or not. */
  readonly foldedSize?: SizeMm;
  /**
   * Share of its thinnest side to which a unit, folded or not, may be pressed, 0 < share <= 1. What presses is the lid or the
   * closed bag: the thinnest side is then vertical and nothing stands anywhere above the unit. Goods that are fragile, liquid,
   * a battery or not to be stacked are never pressed, whatever stands here.
   */
  readonly compressesTo?: number;
  /** Stays upright, and out of packages that refuse liquids. */
  readonly liquid?: boolean;
  /** Stays out of packages that refuse batteries; carriers ask for it. */
  readonly battery?: boolean;
  /** The box it comes in may be sent as it is: see the package kind `own-box`. */
  readonly shipsInOwnBox?: boolean;
}

/** Where one unit lies, in placing order; origin is the left front bottom corner of the inside. */
export interface Placement {
  readonly sku: string;
  /** Counts units of the same sku from 0 within the packing. */
  readonly unit: number;
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
  /** Extents along x, y, z after folding, pressing and turning, without padding. */
  readonly dxMm: number;
  readonly dyMm: number;
  readonly dzMm: number;
}

/** One closed package. */
export interface PackedPackage {
  readonly packageCode: string;
  /** The size of this package as closed: folded down, as thick as its contents, or the goods' own box. Carriers are asked with it. */
  readonly outer: SizeMm;
  readonly placements: readonly Placement[];
  /** Goods and package, without filler. */
  readonly grossWeightGrams: number;
}

/** One way to send all the items. */
export interface Packing {
  readonly packages: readonly PackedPackage[];
}

/** Why a package was not used, in a form a letter can quote. All but `search-budget-spent` are proofs. */
export interface PackageRefusal {
  readonly packageCode: string;
  readonly reason:
    | 'too-small'
    | 'too-heavy'
    | 'does-not-fit'
    /** It refuses goods of `trait`. */
    | 'goods-not-allowed'
    /** The goods' own box takes one unit, and only of goods that may go so. */
    | 'not-its-own-box'
    /** None is left in stock. */
    | 'none-left'
    /** Every way to place the goods was ruled out. */
    | 'impossible'
    /** Not found, which is no proof that no way exists. */
    | 'search-budget-spent';
  readonly trait?: GoodsTrait;
}

/** Where the weight of a heavy box may lie. */
export interface CentreOfMassRule {
  /** Distance of the centre of mass from the middle of the base, along each side, at most this share of the inner side, 0 < share <= 0.5. */
  readonly offsetShareMax: number;
  /** Packages of a lesser gross weight are not looked at. */
  readonly fromGrams: number;
}

export interface PackRules {
  /** Filler on each side of a fragile unit, mm. */
  readonly paddingMm: number;
  /** Restarts of the search per package; the bound of the work. */
  readonly attemptsMax: number;
  /** Ways of several parcels answered at most. */
  readonly packingsMax: number;
  /** Share of a unit's base that must rest on the floor or on units below, 0 < share <= 1; absent = DEFAULT_SUPPORT_SHARE_MIN. */
  readonly supportShareMin?: number;
  /** Balance of boxes (not of soft packages or the goods' own box), the empty box counted in its middle; absent = not looked at. */
  readonly centreOfMass?: CentreOfMassRule;
}

/**
 * With more than half of the base borne, the centre lies over the bearing part, so a uniform unit cannot tip;
 * the rest is margin for goods whose weight is not in the middle.
 */
export const DEFAULT_SUPPORT_SHARE_MIN = 0.7;

/**
 * At a quarter of the side off the middle, one of two hands at the ends carries three quarters of the parcel and the other one quarter.
 * Below 3 kg, from where ISO 11228-1 counts lifting as handling of loads, one hand does. A single unit can always be moved to the
 * middle with filler, and so can all that fills one half of a box evenly.
 */
export const DEFAULT_CENTRE_OF_MASS: CentreOfMassRule = { offsetShareMax: 0.25, fromGrams: 3_000 };

/** Without a rule of balance, as packing libraries have it; a shop adds `DEFAULT_CENTRE_OF_MASS` or its own. */
export const DEFAULT_PACK_RULES: PackRules = { paddingMm: 20, attemptsMax: 24, packingsMax: 6 };
