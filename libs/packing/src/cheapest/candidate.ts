import type { Room } from '../fill-package.js';
import type { Shape } from '../shape.js';
import { TOLERANCE_MM } from '../space.js';
import type { PackageKind, SizeMm } from '../types.js';
import type { PricedParcel } from './cheapest-packing.js';

/** One room of one package kind: what the goods see, and what the carrier sees. */
export interface Candidate {
  readonly index: number;
  readonly kind: PackageKind;
  readonly room: Room;
  readonly outer: SizeMm;
  readonly outerVolumeMm3: number;
}

/** The rooms of all kinds, smallest outside first; the order of the packages given does not matter. */
export const candidatesOf = (packages: readonly PackageKind[]): Candidate[] =>
  packages
    .map((kind) => ({
      kind,
      room: { ...kind.inner, goodsGramsMax: kind.grossWeightGramsMax - kind.emptyWeightGrams },
      outer: kind.outer,
      outerVolumeMm3: volumeOf(kind.outer),
    }))
    .sort((a, b) => a.outerVolumeMm3 - b.outerVolumeMm3 || (a.kind.code < b.kind.code ? -1 : 1))
    .map((candidate, index) => ({ ...candidate, index }));

const volumeOf = ({ lengthMm, widthMm, heightMm }: SizeMm): number => lengthMm * widthMm * heightMm;

/** The parcel as its price is asked. */
export const pricedParcel = (
  { kind, outer }: Candidate,
  shapes: readonly Shape[],
  counts: readonly number[],
): PricedParcel => {
  const units: Record<string, number> = {};
  let goodsGrams = 0;
  let goodsVolumeMm3 = 0;
  shapes.forEach((shape, index) => {
    const count = counts[index]!;
    if (count === 0) return;
    units[shape.sku] = count;
    goodsGrams += count * shape.grams;
    const [dx, dy, dz] = shape.turns[0]!.bare;
    goodsVolumeMm3 += count * dx * dy * dz;
  });
  return { kind, outer, grossWeightGrams: kind.emptyWeightGrams + goodsGrams, units, goodsVolumeMm3 };
};

/** Whether whatever lies in the room `inner` could lie in `outer` just so. */
export const roomHolds = (outer: Room, inner: Room): boolean =>
  outer.lengthMm >= inner.lengthMm - TOLERANCE_MM &&
  outer.widthMm >= inner.widthMm - TOLERANCE_MM &&
  outer.heightMm >= inner.heightMm - TOLERANCE_MM;
