import type { Room } from '../fill-package.js';
import { roomsOf } from '../rooms.js';
import type { Shape } from '../shape.js';
import { TOLERANCE_MM } from '../space.js';
import { DEFAULT_REFUSED_TRAITS, type GoodsTrait, type PackageKind, type SizeMm } from '../types.js';
import type { PricedParcel } from './cheapest-packing.js';

/** One room of one package kind: what the goods see, and what the carrier sees. */
export interface Candidate {
  readonly index: number;
  readonly kind: PackageKind;
  readonly room: Room;
  readonly outer: SizeMm;
  readonly outerVolumeMm3: number;
  /** The shape of which this room takes one unit and nothing else. */
  readonly soleShape: number | undefined;
  /** By shape: the trait for which the package refuses it. */
  readonly refuses: readonly (GoodsTrait | undefined)[];
}

/** The rooms of all kinds of which any is left, smallest outside first; the order of the packages given does not matter. */
export const candidatesOf = (packages: readonly PackageKind[], shapes: readonly Shape[]): Candidate[] =>
  packages
    .filter(({ stock }) => stock !== 0)
    .flatMap((kind) => {
      const traits = kind.refusesTraits ?? DEFAULT_REFUSED_TRAITS[kind.kind];
      const refuses = shapes.map((shape) => traits.find((trait) => shape.traits.includes(trait)));
      const goodsGramsMax = kind.grossWeightGramsMax - kind.emptyWeightGrams;
      return roomsOf(kind, shapes).map(({ inner, outer, soleSku }) => ({
        kind,
        room: { ...inner, goodsGramsMax },
        outer,
        outerVolumeMm3: volumeOf(outer),
        soleShape: soleSku === undefined ? undefined : shapes.findIndex(({ sku }) => sku === soleSku),
        refuses,
      }));
    })
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
    goodsVolumeMm3 += count * shape.goodsVolumeMm3;
  });
  return { kind, outer, grossWeightGrams: kind.emptyWeightGrams + goodsGrams, units, goodsVolumeMm3 };
};

/** Whether whatever lies in the room `inner` could lie in `outer` just so. */
export const roomHolds = (outer: Room, inner: Room): boolean =>
  outer.lengthMm >= inner.lengthMm - TOLERANCE_MM &&
  outer.widthMm >= inner.widthMm - TOLERANCE_MM &&
  outer.heightMm >= inner.heightMm - TOLERANCE_MM;
