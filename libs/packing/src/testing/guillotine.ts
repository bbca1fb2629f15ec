import type { PackItem, SizeMm } from '../types.js';
import { Dice } from './dice.js';

/** Shortest side a cut leaves, mm. */
const SIDE_MM_MIN = 15;

/** Cuts tried before the pieces are taken as they are. */
const CUTS_MAX = 1_000;

/** Goods that certainly go into the box: it is cut into `pieces` cuboids, of which the last `dropped` are left out, each turned at random. */
export const guillotineCase = (seed: number, box: SizeMm, pieces: number, dropped: number): PackItem[] => {
  const dice = new Dice(seed);
  const parts = [[box.lengthMm, box.widthMm, box.heightMm]];
  for (let cut = 0; cut < CUTS_MAX && parts.length < pieces; cut += 1) {
    const index = dice.whole(0, parts.length - 1);
    const axis = dice.whole(0, 2);
    const part = parts[index]!;
    const at = Math.round((part[axis]! * dice.whole(20, 80)) / 100);
    if (at < SIDE_MM_MIN || part[axis]! - at < SIDE_MM_MIN) continue;
    parts[index] = part.with(axis, at);
    parts.push(part.with(axis, part[axis]! - at));
  }
  return parts.slice(0, pieces - dropped).map((part, index) => {
    const shift = dice.whole(0, 2);
    const [lengthMm, widthMm, heightMm] = [0, 1, 2].map((axis) => part[(axis + shift) % 3]!);
    return {
      sku: `piece-${String(index).padStart(2, '0')}`,
      quantity: 1,
      weightGrams: 10,
      size: { lengthMm: lengthMm!, widthMm: widthMm!, heightMm: heightMm! },
    };
  });
};
