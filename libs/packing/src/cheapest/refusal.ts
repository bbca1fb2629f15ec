import type { Shape } from '../shape.js';
import { TOLERANCE_MM } from '../space.js';
import type { PackageRefusal } from '../types.js';
import type { Candidate } from './candidate.js';

export type Refusal = Pick<PackageRefusal, 'reason' | 'trait'>;

/** Why these units can certainly not share the room, by rules, weight, volume and single sides; undefined when only a search can tell. */
export const plainRefusalOf = (
  shapes: readonly Shape[],
  counts: readonly number[],
  { kind, room, soleShape, refuses }: Candidate,
): Refusal | undefined => {
  let units = 0;
  let volumeMm3 = 0;
  let grams = 0;
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index]!;
    if (count === 0) continue;
    const trait = refuses[index];
    if (trait) return { reason: 'goods-not-allowed', trait };
    units += count;
    volumeMm3 += shapes[index]!.volumeMm3 * count;
    grams += shapes[index]!.grams * count;
  }
  if (kind.kind === 'own-box' && (units !== 1 || counts[soleShape!] !== 1))
    return { reason: 'not-its-own-box' };
  if (grams > room.goodsGramsMax + TOLERANCE_MM) return { reason: 'too-heavy' };
  if (soleShape !== undefined) return undefined;
  if (volumeMm3 > room.lengthMm * room.widthMm * room.heightMm * (1 + 1e-9)) return { reason: 'too-small' };
  for (let index = 0; index < counts.length; index += 1) {
    if (counts[index]! > 0 && !goesInAlone(shapes[index]!, room)) return { reason: 'does-not-fit' };
  }
  return undefined;
};

const goesInAlone = (shape: Shape, room: Candidate['room']): boolean =>
  shape.turns.some(
    ({ dx, dy, dz }) =>
      dx <= room.lengthMm + TOLERANCE_MM &&
      dy <= room.widthMm + TOLERANCE_MM &&
      dz <= room.heightMm + TOLERANCE_MM,
  );
