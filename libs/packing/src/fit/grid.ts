import type { Room } from '../fill-package.js';
import type { Shape } from '../shape.js';

/** Sides as whole micrometres along x, y and z. */
export type GridSize = readonly [number, number, number];

/**
 * Proofs count in whole micrometres: room rounded up and goods rounded down, so whatever fits in truth fits on the grid too.
 * Sizes given to the micrometre stay exact, and then lengths that add up to the room's exactly still do.
 */
export const roomOnGrid = ({ lengthMm, widthMm, heightMm }: Room): GridSize => [
  Math.ceil(lengthMm * 1_000 - NOISE),
  Math.ceil(widthMm * 1_000 - NOISE),
  Math.ceil(heightMm * 1_000 - NOISE),
];

/** A turn on the grid. */
export interface GridTurn {
  readonly sides: GridSize;
  /** Nothing may lie anywhere above. */
  readonly sealed: boolean;
}

/** The turns of a shape that fit the room alone. */
export const turnsOnGrid = ({ turns }: Shape, room: GridSize): GridTurn[] =>
  turns
    .map(({ dx, dy, dz, sealed }): GridTurn => ({ sides: [onGrid(dx), onGrid(dy), onGrid(dz)], sealed }))
    .filter(({ sides }) => sides.every((side, axis) => side <= room[axis]!));

const onGrid = (side: number): number => Math.floor(side * 1_000 + NOISE);

/** Error of adding lengths in floating point, micrometres. */
const NOISE = 1e-4;
