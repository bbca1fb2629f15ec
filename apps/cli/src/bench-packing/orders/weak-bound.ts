import type { BoxKind } from '../carriage.js';
import type { PackageKind, PackItem, ParcelPrice } from '@okuru/packing';

/**
 * A number of packages that no packing can undercut, by volume and weight alone. Weak, but it shares no thought with the
 * search: where it meets the answer it confirms the proof from outside, where it exceeds a claimed optimum the claim is false.
 */
export const weakBound = (items: readonly PackItem[], kinds: readonly BoxKind[]): number => {
  const volumeMax = Math.max(...kinds.map(({ inner }) => inner.lengthMm * inner.widthMm * inner.heightMm));
  const gramsMax = Math.max(
    ...kinds.map(({ grossWeightGramsMax, emptyWeightGrams }) => grossWeightGramsMax - emptyWeightGrams),
  );
  const sum = (of: (item: PackItem) => number): number =>
    items.reduce((total, item) => total + item.quantity * of(item), 0);
  const volume = sum(({ size }) => size.lengthMm * size.widthMm * size.heightMm);
  const grams = sum(({ weightGrams }) => weightGrams);
  return Math.max(1, atLeast(volume, volumeMax), atLeast(grams, gramsMax));
};

/** Rounding of sums of fractions must not claim a package more. */
const ROUNDING = 1e-9;

const atLeast = (whole: number, part: number): number =>
  whole === 0 ? 0 : Math.ceil(whole / part - ROUNDING);

/**
 * Whether one unit alone surely lies in some box in some turn, within its weight, and that parcel may go; no price = any may.
 * Goods with laws of handling, packages without rigid walls and packages that may run out are left out: no answer about them.
 */
export const maySendAlone = (
  item: PackItem,
  kinds: readonly PackageKind[],
  price: ParcelPrice = () => 0,
): boolean => {
  const { sku, size, weightGrams } = item;
  if (LAWS.some((law) => item[law])) return false;
  return kinds.some((kind) => {
    if (kind.kind !== 'carton' || kind.stock !== undefined) return false;
    const { inner, outer, emptyWeightGrams, grossWeightGramsMax } = kind;
    const room = ascending(inner.lengthMm, inner.widthMm, inner.heightMm);
    const grossWeightGrams = emptyWeightGrams + weightGrams;
    const goodsVolumeMm3 = size.lengthMm * size.widthMm * size.heightMm;
    return (
      grossWeightGrams <= grossWeightGramsMax &&
      ascending(size.lengthMm, size.widthMm, size.heightMm).every((side, index) => side <= room[index]!) &&
      price({ kind, outer, grossWeightGrams, units: { [sku]: 1 }, goodsVolumeMm3 }) !== null
    );
  });
};

const LAWS = ['keepUpright', 'flatOnly', 'fragile', 'liquid', 'battery'] as const;

const ascending = (...sides: number[]): number[] => sides.sort((a, b) => a - b);
