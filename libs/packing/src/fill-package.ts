import { blockCounts, type Block } from './block.js';
import { rate, type Preference } from './preference.js';
import type { Shape, Turn } from './shape.js';
import { Stack } from './stack.js';
import { takeOut, TOLERANCE_MM, type Space } from './space.js';

/** The inside of a package, mm, and what its goods may weigh together, grams. */
export interface Room {
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly goodsGramsMax: number;
}

/** One way to go about filling: what to take first, and which place to like. */
export interface Plan {
  /** Shape indices in the order they are tried. */
  readonly order: readonly number[];
  /** `goods-first`: next goods to their best space; `space-first`: lowest space to its best goods. */
  readonly lead: 'goods-first' | 'space-first';
  readonly preference: Preference;
}

/** What went in, in order, and how many units of each shape stayed out. */
export interface Filling {
  readonly blocks: readonly Block[];
  readonly left: readonly number[];
  readonly goodsGrams: number;
  readonly volumeMm3: number;
  readonly unitsLeft: number;
}

/** Counts the places looked at; the search asks it when to stop. */
export interface Work {
  done: number;
}

/** Puts as many of the `counts` units as the plan finds room for into one empty package. */
export const fillPackage = (
  shapes: readonly Shape[],
  counts: readonly number[],
  room: Room,
  plan: Plan,
  supportShareMin: number,
  work: Work,
): Filling => {
  const left = [...counts];
  const single = shapes.some((shape, index) => counts[index]! > 0 && shape.loadGramsMax < Infinity);
  const stack = new Stack(shapes, supportShareMin, single, work);
  const blocks: Block[] = [];
  let goodsGrams = 0;
  let volumeMm3 = 0;
  let spaces: readonly Space[] = [{ x1: 0, y1: 0, x2: room.lengthMm, y2: room.widthMm, z: 0 }];

  const bestOf = (candidates: readonly number[], places: readonly Space[]): Block | undefined => {
    let best: Block | undefined;
    let bestFirst = Infinity;
    let bestSecond = Infinity;
    for (const index of candidates) {
      const shape = shapes[index]!;
      const units = unitsAllowed(left[index]!, shape.grams, room.goodsGramsMax - goodsGrams);
      if (units === 0) continue;
      work.done += places.length;
      for (const space of places) {
        for (const turn of shape.turns) {
          if (!reaches(space, room, turn)) continue;
          for (const [nx, ny, nz] of blockCounts(space, room.heightMm, turn, units, single)) {
            const dx = nx * turn.dx;
            const dy = ny * turn.dy;
            const top = space.z + nz * turn.dz;
            const [first, second] = turn.sealed
              ? [dx * dy * (room.heightMm - top), space.z]
              : rate(plan.preference, space, room.heightMm, dx, dy, top);
            if (first > bestFirst || (first === bestFirst && second >= bestSecond)) continue;
            const spot = stack.restingSpot(space, room, turn, nx, ny, shape);
            if (!spot) continue;
            best = {
              shape: index,
              turn,
              nx,
              ny,
              nz,
              x1: spot.x,
              y1: spot.y,
              x2: spot.x + dx,
              y2: spot.y + dy,
              z: space.z,
              top,
            };
            bestFirst = first;
            bestSecond = second;
          }
        }
      }
    }
    return best;
  };

  const put = (block: Block): void => {
    const shape = shapes[block.shape]!;
    const units = block.nx * block.ny * block.nz;
    left[block.shape]! -= units;
    goodsGrams += units * shape.grams;
    volumeMm3 += units * shape.volumeMm3;
    blocks.push(block);
    stack.add(block);
    const [sideMin, heightMin] = smallestLeft(shapes, left);
    const body = block.turn.sealed ? { ...block, top: room.heightMm } : block;
    spaces = takeOut(spaces, body, room.heightMm, sideMin, heightMin);
  };

  if (plan.lead === 'goods-first') {
    for (const index of plan.order) {
      // bound: the units of the item, of which each turn puts at least one
      while (left[index]! > 0) {
        const block = bestOf([index], spaces);
        if (!block) break;
        put(block);
      }
    }
  } else {
    // bound: each turn puts units or gives up a space
    while (spaces.length > 0) {
      const lowest = lowestOf(spaces);
      const block = bestOf(plan.order, [lowest]);
      if (block) put(block);
      else spaces = spaces.filter((space) => space !== lowest);
    }
  }
  return { blocks, left, goodsGrams, volumeMm3, unitsLeft: left.reduce((sum, count) => sum + count, 0) };
};

const unitsAllowed = (left: number, grams: number, gramsFree: number): number =>
  grams > 0 ? Math.max(0, Math.min(left, Math.floor((gramsFree + TOLERANCE_MM) / grams))) : left;

const reaches = (space: Space, room: Room, { dx, dy, dz }: Turn): boolean =>
  dx <= space.x2 - space.x1 + TOLERANCE_MM &&
  dy <= space.y2 - space.y1 + TOLERANCE_MM &&
  dz <= room.heightMm - space.z + TOLERANCE_MM;

const lowestOf = (spaces: readonly Space[]): Space => {
  let lowest = spaces[0]!;
  for (const space of spaces) {
    const nearer = space.z === lowest.z && space.x1 + space.y1 < lowest.x1 + lowest.y1;
    if (space.z < lowest.z || nearer) lowest = space;
  }
  return lowest;
};

const smallestLeft = (
  shapes: readonly Shape[],
  left: readonly number[],
): [sideMin: number, heightMin: number] => {
  let sideMin = Infinity;
  let heightMin = Infinity;
  shapes.forEach((shape, index) => {
    if (left[index] === 0) return;
    for (const turn of shape.turns) {
      sideMin = Math.min(sideMin, turn.dx, turn.dy);
      heightMin = Math.min(heightMin, turn.dz);
    }
  });
  return [sideMin, heightMin];
};
