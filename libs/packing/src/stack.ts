import type { Block } from './block.js';
import type { Work } from './fill-package.js';
import type { Shape, Turn } from './shape.js';
import { TOLERANCE_MM, type Space } from './space.js';

/** A corner of the base, mm. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Plan2d {
  readonly lengthMm: number;
  readonly widthMm: number;
}

/**
 * What already lies in the package, asked two things: does a new block rest well here, and do the units below bear it?
 * Load is counted at its worst: every unit below carries the whole new weight, because no support can carry more than that.
 */
export class Stack {
  private readonly blocks: Block[] = [];
  private readonly byTop = new Map<number, number[]>();
  private readonly below: number[][] = [];
  private readonly loadGrams: number[] = [];

  constructor(
    private readonly shapes: readonly Shape[],
    private readonly supportShareMin: number,
    /** Some unit states a load limit; blocks are then single units. */
    private readonly weighsLoads: boolean,
    private readonly work: Work,
  ) {}

  add(block: Block): void {
    const index = this.blocks.length;
    this.blocks.push(block);
    const tops = this.byTop.get(level(block.top));
    if (tops) tops.push(index);
    else this.byTop.set(level(block.top), [index]);
    if (!this.weighsLoads) return;
    const bearers = this.bearers(block.z).filter(
      (under) => overlapArea(this.blocks[under]!, block.x1, block.y1, block.x2, block.y2) > 0,
    );
    this.below.push(bearers);
    this.loadGrams.push(0);
    for (const under of this.allBelow(bearers)) this.loadGrams[under]! += this.shapes[block.shape]!.grams;
  }

  /** Where in the space's plan the base of nx × ny units rests well enough; undefined when nowhere tried. */
  restingSpot(
    space: Space,
    plan: Plan2d,
    turn: Turn,
    nx: number,
    ny: number,
    shape: Shape,
  ): Spot | undefined {
    const dx = nx * turn.dx;
    const dy = ny * turn.dy;
    const nearWall = {
      x: space.x1 <= plan.lengthMm - space.x2 ? space.x1 : space.x2 - dx,
      y: space.y1 <= plan.widthMm - space.y2 ? space.y1 : space.y2 - dy,
    };
    this.work.done += 1;
    if (space.z <= TOLERANCE_MM) return nearWall;
    const bearers = this.bearers(space.z);
    if (this.rests(nearWall, bearers, turn, nx, ny, shape)) return nearWall;
    for (const index of bearers) {
      const under = this.blocks[index]!;
      if (overlapArea(under, space.x1, space.y1, space.x2, space.y2) === 0) continue;
      const xs = cornersWithin(
        Math.max(under.x1, space.x1),
        Math.min(under.x2, space.x2),
        dx,
        space.x1,
        space.x2,
      );
      const ys = cornersWithin(
        Math.max(under.y1, space.y1),
        Math.min(under.y2, space.y2),
        dy,
        space.y1,
        space.y2,
      );
      for (const x of xs) {
        for (const y of ys) {
          const spot = { x, y };
          if (this.rests(spot, bearers, turn, nx, ny, shape)) return spot;
        }
      }
    }
    return undefined;
  }

  private bearers(z: number): readonly number[] {
    return this.byTop.get(level(z)) ?? [];
  }

  private rests(
    spot: Spot,
    bearers: readonly number[],
    turn: Turn,
    nx: number,
    ny: number,
    shape: Shape,
  ): boolean {
    this.work.done += 1 + bearers.length;
    const base = turn.dx * turn.dy;
    const borne = this.borneArea(bearers, spot.x, spot.y, nx * turn.dx, ny * turn.dy);
    if (borne < base * nx * ny * this.supportShareMin - TOLERANCE_MM) return false;
    if (borne < base * nx * ny - TOLERANCE_MM && nx * ny > 1) {
      for (let i = 0; i < nx; i += 1) {
        for (let j = 0; j < ny; j += 1) {
          const own = this.borneArea(bearers, spot.x + i * turn.dx, spot.y + j * turn.dy, turn.dx, turn.dy);
          if (own < base * this.supportShareMin - TOLERANCE_MM) return false;
        }
      }
    }
    return !this.weighsLoads || this.bears(spot, bearers, turn.dx, turn.dy, shape.grams);
  }

  private borneArea(bearers: readonly number[], x: number, y: number, dx: number, dy: number): number {
    let area = 0;
    for (const index of bearers) area += overlapArea(this.blocks[index]!, x, y, x + dx, y + dy);
    return area;
  }

  private bears(spot: Spot, bearers: readonly number[], dx: number, dy: number, grams: number): boolean {
    const touched = bearers.filter(
      (under) => overlapArea(this.blocks[under]!, spot.x, spot.y, spot.x + dx, spot.y + dy) > 0,
    );
    for (const under of this.allBelow(touched)) {
      const limit = this.shapes[this.blocks[under]!.shape]!.loadGramsMax;
      if (this.loadGrams[under]! + grams > limit) return false;
    }
    return true;
  }

  private allBelow(first: readonly number[]): Set<number> {
    const found = new Set(first);
    for (const index of found) for (const under of this.below[index]!) found.add(under);
    return found;
  }
}

/** Heights as map keys, in steps of the tolerance. */
const level = (z: number): number => Math.round(z / TOLERANCE_MM);

const overlapArea = (block: Block, x1: number, y1: number, x2: number, y2: number): number => {
  const dx = Math.min(block.x2, x2) - Math.max(block.x1, x1);
  if (dx <= TOLERANCE_MM) return 0;
  const dy = Math.min(block.y2, y2) - Math.max(block.y1, y1);
  return dy <= TOLERANCE_MM ? 0 : dx * dy;
};

/** Both ends at which a length may be laid along a bearing part without leaving the space. */
const cornersWithin = (from: number, to: number, length: number, min: number, max: number): number[] => {
  const ends = [from, to - length].filter(
    (at) => at >= min - TOLERANCE_MM && at + length <= max + TOLERANCE_MM,
  );
  return ends.length === 2 && ends[0] === ends[1] ? [ends[0]!] : ends;
};
