import type { Block } from '../block.js';
import type { Room } from '../fill-package.js';
import type { Shape } from '../shape.js';
import { TOLERANCE_MM } from '../space.js';

/** Rounds of sliding over all blocks at most. */
const ROUNDS = 3;

/** One side of the plan. */
export type Axis = 'x' | 'y';

/** Distance of the weight from where it should lie, along one side, mm; positive = too far from the origin. */
export type OffsetOf = (blocks: readonly Block[], axis: Axis) => number;

/**
 * Slides blocks that carry nothing, one by one, as far as their neighbours, their support and the walls let them,
 * so that the weight comes nearer to where it should lie. The answer is a filling as good as the one given.
 */
export const slidTowards = (
  start: readonly Block[],
  shapes: readonly Shape[],
  room: Room,
  supportShareMin: number,
  grossGrams: number,
  offsetOf: OffsetOf,
): readonly Block[] => {
  let blocks = start;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let index = 0; index < blocks.length; index += 1) {
      if (carriesSomething(blocks, index)) continue;
      for (const axis of ['x', 'y'] as const) {
        const block = blocks[index]!;
        const grams = block.nx * block.ny * block.nz * shapes[block.shape]!.grams;
        if (grams === 0) continue;
        const wanted = (-offsetOf(blocks, axis) * grossGrams) / grams;
        const [back, forth] = freeWay(blocks, index, axis, room);
        const by = Math.max(back, Math.min(forth, wanted));
        if (Math.abs(by) <= TOLERANCE_MM) continue;
        const next = blocks.map((one, at) => (at === index ? moved(one, axis, by) : one));
        if (rests(next, index, shapes, supportShareMin)) blocks = next;
      }
    }
  }
  return blocks;
};

const moved = (block: Block, axis: Axis, by: number): Block =>
  axis === 'x'
    ? { ...block, x1: block.x1 + by, x2: block.x2 + by }
    : { ...block, y1: block.y1 + by, y2: block.y2 + by };

const carriesSomething = (blocks: readonly Block[], index: number): boolean => {
  const lower = blocks[index]!;
  return blocks.some((upper) => touches(upper, lower));
};

const touches = (upper: Block, lower: Block): boolean =>
  Math.abs(upper.z - lower.top) <= TOLERANCE_MM && planOverlap(upper, lower) > 0;

const planOverlap = (a: Block, b: Block): number => {
  const dx = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const dy = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  return dx > TOLERANCE_MM && dy > TOLERANCE_MM ? dx * dy : 0;
};

/** How far the block may slide each way before it meets another, or what must stay free above another. */
const freeWay = (
  blocks: readonly Block[],
  index: number,
  axis: Axis,
  room: Room,
): readonly [back: number, forth: number] => {
  const block = blocks[index]!;
  const topOf = ({ turn, top }: Block): number => (turn.sealed ? room.heightMm : top);
  const [from, to] = axis === 'x' ? [block.x1, block.x2] : [block.y1, block.y2];
  let back = -from;
  let forth = (axis === 'x' ? room.lengthMm : room.widthMm) - to;
  for (const other of blocks) {
    if (other === block) continue;
    const across =
      axis === 'x'
        ? Math.min(block.y2, other.y2) - Math.max(block.y1, other.y1)
        : Math.min(block.x2, other.x2) - Math.max(block.x1, other.x1);
    const upright = Math.min(topOf(block), topOf(other)) - Math.max(block.z, other.z);
    if (across <= TOLERANCE_MM || upright <= TOLERANCE_MM) continue;
    const [otherFrom, otherTo] = axis === 'x' ? [other.x1, other.x2] : [other.y1, other.y2];
    if (otherTo <= from + TOLERANCE_MM) back = Math.max(back, otherTo - from);
    else forth = Math.min(forth, otherFrom - to);
  }
  return [Math.min(0, back), Math.max(0, forth)];
};

/** Whether the moved block is borne well enough and nothing below bears more than it may. */
const rests = (
  blocks: readonly Block[],
  index: number,
  shapes: readonly Shape[],
  supportShareMin: number,
): boolean => {
  const block = blocks[index]!;
  if (block.z <= TOLERANCE_MM) return true;
  const { turn, nx, ny } = block;
  for (let i = 0; i < nx; i += 1) {
    for (let j = 0; j < ny; j += 1) {
      const x1 = block.x1 + i * turn.dx;
      const y1 = block.y1 + j * turn.dy;
      const unit = { ...block, x1, y1, x2: x1 + turn.dx, y2: y1 + turn.dy };
      const borne = blocks.reduce(
        (sum, lower) => sum + (touches(unit, lower) ? planOverlap(unit, lower) : 0),
        0,
      );
      if (borne < turn.dx * turn.dy * supportShareMin - TOLERANCE_MM) return false;
    }
  }
  return blocks.every((lower) => loadOn(blocks, lower, shapes) <= shapes[lower.shape]!.loadGramsMax);
};

const loadOn = (blocks: readonly Block[], lowest: Block, shapes: readonly Shape[]): number => {
  if (shapes[lowest.shape]!.loadGramsMax === Infinity) return 0;
  const above = new Set([lowest]);
  for (const lower of above) for (const upper of blocks) if (touches(upper, lower)) above.add(upper);
  above.delete(lowest);
  return [...above].reduce((sum, { shape, nx, ny, nz }) => sum + nx * ny * nz * shapes[shape]!.grams, 0);
};
