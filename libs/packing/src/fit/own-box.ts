import type { Block } from '../block.js';
import type { SizeMm } from '../types.js';

/** One unit in the box it comes in: as it is, unturned and without filler. */
export const asItIs = (shape: number, { lengthMm, widthMm, heightMm }: SizeMm): Block => ({
  shape,
  turn: {
    dx: lengthMm,
    dy: widthMm,
    dz: heightMm,
    bare: [lengthMm, widthMm, heightMm],
    sealed: false,
  },
  nx: 1,
  ny: 1,
  nz: 1,
  x1: 0,
  y1: 0,
  x2: lengthMm,
  y2: widthMm,
  z: 0,
  top: heightMm,
});
