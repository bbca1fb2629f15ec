import type { Turn } from './shape.js';
import { TOLERANCE_MM, type Body, type Space } from './space.js';

/** Like units set side by side and on top of each other in one turn, without gaps: `nx` × `ny` × `nz` units. */
export interface Block extends Body {
  readonly shape: number;
  readonly turn: Turn;
  readonly nx: number;
  readonly ny: number;
  readonly nz: number;
}

/** How many units stand along each axis. */
export type Counts = readonly [nx: number, ny: number, nz: number];

const ONE: readonly Counts[] = [[1, 1, 1]];
const AXIS_ORDERS = [
  [2, 0, 1],
  [2, 1, 0],
  [0, 1, 2],
  [1, 0, 2],
  [0, 2, 1],
  [1, 2, 0],
] as const;

/** The sizes of block worth trying for `left` like units in a space that takes at least one of them: each axis order filled as far as the units reach. */
export const blockCounts = (
  space: Space,
  ceiling: number,
  turn: Turn,
  left: number,
  single: boolean,
): readonly Counts[] => {
  const reach: Counts = [
    Math.floor((space.x2 - space.x1 + TOLERANCE_MM) / turn.dx),
    Math.floor((space.y2 - space.y1 + TOLERANCE_MM) / turn.dy),
    turn.sealed ? 1 : Math.floor((ceiling - space.z + TOLERANCE_MM) / turn.dz),
  ];
  const room = reach[0] * reach[1] * reach[2];
  if (single || left === 1 || room === 1) return ONE;
  if (left >= room) return [reach];
  const found: Counts[] = [];
  for (const order of AXIS_ORDERS) {
    const counts = fillAxes(reach, order, left);
    if (!found.some((known) => known[0] === counts[0] && known[1] === counts[1] && known[2] === counts[2]))
      found.push(counts);
  }
  return found;
};

const fillAxes = (reach: Counts, order: readonly [number, number, number], left: number): Counts => {
  const counts: [number, number, number] = [1, 1, 1];
  let units = left;
  for (const axis of order) {
    counts[axis] = Math.max(1, Math.min(reach[axis]!, units));
    units = Math.floor(units / counts[axis]);
  }
  return counts;
};

/** One unit in this turn with its lower left front corner at (x, y, z). */
export const unitBlock = (shape: number, turn: Turn, x: number, y: number, z: number): Block => ({
  shape,
  turn,
  nx: 1,
  ny: 1,
  nz: 1,
  x1: x,
  y1: y,
  x2: x + turn.dx,
  y2: y + turn.dy,
  z,
  top: z + turn.dz,
});
