import {
  packItems,
  type PackageKind,
  type PackageRefusal,
  type PackedPackage,
  type PackItem,
  type PackRules,
  type SizeMm,
} from '@okuru/packing';
import { contentsOf } from './contents.js';

/** A closed package to be priced. */
export interface ParcelToPrice {
  readonly kind: PackageKind;
  readonly outer: SizeMm;
  readonly grossWeightGrams: number;
  readonly units: Readonly<Record<string, number>>;
  readonly goodsVolumeMm3: number;
}
/** Total yen of one closed package, or null when it may not go at all. Depends only on its argument. */
export type ParcelPrice = (parcel: ParcelToPrice) => number | null;

/** A way to send everything, with its yen. */
export interface PricedPacking {
  readonly packages: readonly PackedPackage[];
  readonly yen: number;
}
export interface CheapestPacking {
  readonly best: PricedPacking | undefined;
  readonly proof: { readonly proven: true } | { readonly proven: false; readonly lowerBoundYen: number };
  readonly whole: readonly (
    | { readonly packageCode: string; readonly packed: PackedPackage; readonly yen: number | null }
    | PackageRefusal
  )[];
  readonly splits: readonly PricedPacking[];
  readonly unpackable: readonly string[];
}

/** The search on the ways `packItems` knows: no proof, and several parcels only where one is not enough. */
export const packCheapest = (
  items: readonly PackItem[],
  packages: readonly PackageKind[],
  rules: PackRules,
  price: ParcelPrice,
): CheapestPacking => {
  const { packings, refusals, unpackable } = packItems(items, packages, rules);
  const kinds = new Map(packages.map((kind) => [kind.code, kind]));
  const yenOf = (packed: PackedPackage): number | null => {
    const kind = kinds.get(packed.packageCode)!;
    return price({
      kind,
      outer: kind.outer,
      grossWeightGrams: packed.grossWeightGrams,
      ...contentsOf(packed, items),
    });
  };
  const alone = packings.flatMap(({ packages: all }) => (all.length === 1 ? all : []));
  const whole = packages.map(({ code }) => {
    const packed = alone.find(({ packageCode }) => packageCode === code);
    if (packed) return { packageCode: code, packed, yen: yenOf(packed) };
    return (
      refusals.find(({ packageCode }) => packageCode === code) ?? {
        packageCode: code,
        reason: 'search-budget-spent' as const,
      }
    );
  });
  const splits = packings.flatMap(({ packages: all }): PricedPacking[] => {
    if (all.length < 2) return [];
    const yen = sumOf(all.map(yenOf));
    return yen === null ? [] : [{ packages: all, yen }];
  });
  const ways = [
    ...whole.flatMap((one) =>
      'packed' in one && one.yen !== null ? [{ packages: [one.packed], yen: one.yen }] : [],
    ),
    ...splits,
  ].sort((a, b) => a.yen - b.yen || a.packages.length - b.packages.length);
  return { best: ways[0], proof: { proven: false, lowerBoundYen: 0 }, whole, splits, unpackable };
};

const sumOf = (yen: readonly (number | null)[]): number | null =>
  yen.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
