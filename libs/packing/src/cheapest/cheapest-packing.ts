import type { PackageKind, PackageRefusal, PackedPackage, SizeMm } from '../types.js';

/** A closed package as the price is asked for it. */
export interface PricedParcel {
  readonly kind: PackageKind;
  /** Outside size of this closed package, mm. */
  readonly outer: SizeMm;
  /** Goods and package, without filler. */
  readonly grossWeightGrams: number;
  /** Units by sku. */
  readonly units: Readonly<Record<string, number>>;
  /** Goods as their sizes say, without filler, mm³. */
  readonly goodsVolumeMm3: number;
}

/** Total yen (0 or more) of one closed package, or null when it may not go at all. Must depend only on its argument. */
export type ParcelPrice = (parcel: PricedParcel) => number | null;

/**
 * A promise about the price: no parcel in this package, with this outside and at least this gross weight, ever costs less.
 * It lets the search leave parcels unpriced and prove bounds for orders too large to weigh every division; a floor of 0 promises nothing.
 */
export type ParcelFloor = (kind: PackageKind, outer: SizeMm, grossWeightGramsMin: number) => number;

/** One way to send all the goods, with its price. */
export interface PricedPacking {
  readonly packages: readonly PackedPackage[];
  readonly yen: number;
}

/** Whether one package takes all the goods: how and for how much, or why not. */
export type WholeAnswer =
  | { readonly packageCode: string; readonly packed: PackedPackage; readonly yen: number | null }
  | PackageRefusal;

export interface CheapestPacking {
  /** The cheapest way found: least yen, then fewest parcels, then least outer volume; undefined = none. */
  readonly best: PricedPacking | undefined;
  /** `proven`: exhaustive reasoning showed that nothing cheaper exists (or, without a best, that nothing exists); otherwise the best known lower bound. */
  readonly proof: { readonly proven: true } | { readonly proven: false; readonly lowerBoundYen: number };
  /** Every package kind asked to take all the goods alone. */
  readonly whole: readonly WholeAnswer[];
  /** The best ways of several parcels that were priced, cheapest first, at most `packingsMax`. */
  readonly splits: readonly PricedPacking[];
  /** Skus of which one unit fits no package alone; then there is no best. */
  readonly unpackable: readonly string[];
}
