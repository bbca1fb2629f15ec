import {
  checkPacking,
  packItems,
  UNITS_MAX,
  type PackageKind,
  type PackageRefusal,
  type PackItem,
  type PackRules,
  type SizeMm,
} from '@okuru/packing';

/** What lies in one package of a way to send the goods; where each unit lies is not kept. */
export interface FilledPackage {
  readonly kind: PackageKind;
  /** As closed. */
  readonly outer: SizeMm;
  /** sku → units. */
  readonly units: Readonly<Record<string, number>>;
  readonly goodsVolumeMm3: number;
  readonly grossWeightGrams: number;
}

export interface VerifiedPackings {
  readonly ways: readonly (readonly FilledPackage[])[];
  readonly refusals: readonly PackageRefusal[];
  /** Skus of which one unit fits no package alone. */
  readonly unpackable: readonly string[];
  /** What the independent check found wrong with the search's answers; must be empty. */
  readonly faults: readonly string[];
}

export type Pack = (
  items: readonly PackItem[],
  packages: readonly PackageKind[],
  rules: PackRules,
) => VerifiedPackings;

/** Every way to pack the goods, each proven safe by a check that shares no code with the search. */
export const packVerified: Pack = (items, packages, rules) => {
  if (items.reduce((sum, { quantity }) => sum + quantity, 0) > UNITS_MAX) return tooMany(items);
  const { packings, refusals, unpackable } = packItems(items, packages, rules);
  const goods = new Map(items.map((item) => [item.sku, item]));
  const kinds = new Map(packages.map((kind) => [kind.code, kind]));
  return {
    faults: packings.flatMap((packing) => checkPacking(items, packages, packing, rules)),
    ways: packings.map((packing) =>
      packing.packages.flatMap(({ packageCode, outer, placements, grossWeightGrams }) => {
        const kind = kinds.get(packageCode);
        if (!kind) return [];
        const units: Record<string, number> = Object.create(null) as Record<string, number>;
        for (const { sku } of placements) units[sku] = (units[sku] ?? 0) + 1;
        const goodsVolumeMm3 = placements.reduce((sum, { sku }) => sum + volumeOf(goods.get(sku)), 0);
        return [{ kind, outer, units, goodsVolumeMm3, grossWeightGrams }];
      }),
    ),
    refusals,
    unpackable,
  };
};

const volumeOf = (item: PackItem | undefined): number =>
  item ? item.size.lengthMm * item.size.widthMm * item.size.heightMm : 0;

/** More units than one search takes: a mistyped quantity or a job for a truck; a person must decide. */
const tooMany = (items: readonly PackItem[]): VerifiedPackings => ({
  ways: [],
  refusals: [],
  unpackable: items.map(({ sku }) => sku),
  faults: [],
});
