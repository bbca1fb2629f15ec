import { fillPackage, type Filling, type Plan, type Room, type Work } from './fill-package.js';
import { planFor } from './plans.js';
import type { Random } from './random.js';
import type { Shape } from './shape.js';
import { TOLERANCE_MM } from './space.js';
import type { Carton, CarrierBox, FoldingBox, PackageRefusal } from './types.js';

/** The goods of one call and the bounds of the search over them. */
export interface Search {
  readonly shapes: readonly Shape[];
  readonly supportShareMin: number;
  readonly attemptsMax: number;
  readonly random: Random;
  readonly work: Work;
}

/** A package of one inside, which a folding box has too as long as it stands at its full height. */
export type Box = Carton | CarrierBox | FoldingBox;

/** A package and what its goods look like in it. */
export interface Parcel {
  readonly kind: Box;
  readonly filling: Filling;
}

export const roomOf = ({ inner, grossWeightGramsMax, emptyWeightGrams }: Box): Room => ({
  ...inner,
  goodsGramsMax: grossWeightGramsMax - emptyWeightGrams,
});

/** Whether one unit of the shape goes into the empty package in some turn. */
export const fitsAlone = (shape: Shape, kind: Box): boolean => {
  const room = roomOf(kind);
  return (
    shape.grams <= room.goodsGramsMax + TOLERANCE_MM &&
    shape.turns.some(
      ({ dx, dy, dz }) =>
        dx <= room.lengthMm + TOLERANCE_MM &&
        dy <= room.widthMm + TOLERANCE_MM &&
        dz <= room.heightMm + TOLERANCE_MM,
    )
  );
};

/** Why all these units can certainly not share the package; undefined when only a search can tell. */
export const plainRefusal = (
  shapes: readonly Shape[],
  counts: readonly number[],
  kind: Box,
): PackageRefusal['reason'] | undefined => {
  const room = roomOf(kind);
  let volumeMm3 = 0;
  let grams = 0;
  shapes.forEach((shape, index) => {
    volumeMm3 += shape.volumeMm3 * counts[index]!;
    grams += shape.grams * counts[index]!;
  });
  if (grams > room.goodsGramsMax + TOLERANCE_MM) return 'too-heavy';
  if (volumeMm3 > room.lengthMm * room.widthMm * room.heightMm * (1 + 1e-12)) return 'too-small';
  return shapes.every((shape, index) => counts[index] === 0 || fitsAlone(shape, kind))
    ? undefined
    : 'does-not-fit';
};

/** Looks for one way to put all the units into one package: at most `attempts` fillings, and none but the first beyond `workMax`. */
export const packOne = (
  search: Search,
  counts: readonly number[],
  kind: Box,
  attempts: number,
  workMax: number,
): Parcel | undefined => {
  const { shapes, supportShareMin, random, work } = search;
  const present = shapes.map((_, index) => index).filter((index) => counts[index]! > 0);
  const single = present.length === 1 && counts[present[0]!] === 1;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0 && (single || work.done > workMax)) return undefined;
    const plan: Plan = planFor(attempt, shapes, random);
    const filling = fillPackage(shapes, counts, roomOf(kind), plan, supportShareMin, work);
    if (filling.unitsLeft === 0) return { kind, filling };
  }
  return undefined;
};
