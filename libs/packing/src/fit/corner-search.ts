import { unitBlock, type Block } from '../block.js';
import type { Work } from '../fill-package.js';
import type { Shape, Turn } from '../shape.js';
import { TOLERANCE_MM } from '../space.js';
import { EmptySpaces, SPACE_STRIDE } from './empty-spaces.js';
import type { Question } from './question.js';

/** Spaces remembered at each step. */
const SPACES_MAX = 60;

type Corner = readonly [x: number, y: number, z: number];

/**
 * Goes through placings corner by corner, the lowest first: each corner takes one of the units in one of its turns, or stays empty.
 * It finds tight placings that no single order of units leads to. Nothing found within the steps proves nothing.
 */
export const searchCorners = (
  question: Question,
  work: Work,
  stepsMax: number,
): readonly Block[] | undefined => new CornerSearch(question, work, stepsMax).run();

class CornerSearch {
  private readonly left: number[];
  private readonly order: readonly number[];
  private readonly placed: Block[] = [];
  private readonly levels: EmptySpaces[] = [];
  private unitsLeft: number;
  private steps = 0;

  constructor(
    private readonly question: Question,
    private readonly work: Work,
    private readonly stepsMax: number,
  ) {
    const { shapes, counts } = question;
    this.left = [...counts];
    this.unitsLeft = counts.reduce((sum, count) => sum + count, 0);
    this.order = shapes.map((_, index) => index).sort((a, b) => shapes[b]!.volumeMm3 - shapes[a]!.volumeMm3);
  }

  run(): readonly Block[] | undefined {
    const { room, shapes, counts } = this.question;
    const grams = counts.reduce((sum, count, shape) => sum + count * shapes[shape]!.grams, 0);
    if (grams > room.goodsGramsMax + TOLERANCE_MM) return undefined;
    this.level(0).reset(room.lengthMm, room.widthMm, room.heightMm);
    return this.search(0);
  }

  private level(depth: number): EmptySpaces {
    return (this.levels[depth] ??= new EmptySpaces(SPACES_MAX));
  }

  private search(depth: number): readonly Block[] | undefined {
    if (this.unitsLeft === 0) return this.question.settle([...this.placed]);
    this.steps += 1;
    const spaces = this.level(depth);
    this.work.done += spaces.count;
    if (this.steps > this.stepsMax || spaces.count === 0) return undefined;
    const corner = lowestCorner(spaces);
    const { shapes } = this.question;
    for (const index of this.order) {
      if (this.left[index] === 0) continue;
      const shape = shapes[index]!;
      for (const turn of shape.turns) {
        if (!goesInto(spaces, corner, turn) || !this.rests(corner, turn, shape)) continue;
        const found = this.with(depth, unitBlock(index, turn, ...corner));
        if (found) return found;
        if (this.steps > this.stepsMax) return undefined;
      }
    }
    this.level(depth + 1).copyFrom(spaces, corner);
    return this.search(depth + 1);
  }

  private with(depth: number, block: Block): readonly Block[] | undefined {
    const { room } = this.question;
    const spaces = this.level(depth + 1);
    this.place(block);
    spaces.copyFrom(this.level(depth));
    const top = block.turn.sealed ? room.heightMm : block.top;
    spaces.takeOut(block.x1, block.y1, block.z, block.x2, block.y2, top, this.smallestSideLeft());
    const found = this.search(depth + 1);
    if (!found) this.takeBack(block);
    return found;
  }

  private place(block: Block): void {
    this.placed.push(block);
    this.left[block.shape]! -= 1;
    this.unitsLeft -= 1;
  }

  private takeBack(block: Block): void {
    this.placed.pop();
    this.left[block.shape]! += 1;
    this.unitsLeft += 1;
  }

  private smallestSideLeft(): number {
    let least = Infinity;
    this.question.shapes.forEach(({ turns }, index) => {
      if (this.left[index] === 0) return;
      for (const { dx, dy, dz } of turns) least = Math.min(least, dx, dy, dz);
    });
    return least;
  }

  private rests([x, y, z]: Corner, { dx, dy }: Turn, shape: Shape): boolean {
    if (z <= TOLERANCE_MM) return true;
    const bearers = new Set<Block>();
    let borne = 0;
    for (const under of this.placed) {
      const area = sharedArea(under, x, y, z, x + dx, y + dy);
      if (area === 0) continue;
      borne += area;
      bearers.add(under);
    }
    if (borne < dx * dy * this.question.supportShareMin - TOLERANCE_MM) return false;
    const { shapes } = this.question;
    // Everything below bears the whole weight at worst; what lies on a unit already is found anew, since few units are placed.
    for (const lower of bearers) {
      for (const under of this.placed)
        if (sharedArea(under, lower.x1, lower.y1, lower.z, lower.x2, lower.y2) > 0) bearers.add(under);
    }
    for (const under of bearers) {
      const limit = shapes[under.shape]!.loadGramsMax;
      if (limit < Infinity && this.loadOn(under) + shape.grams > limit) return false;
    }
    return true;
  }

  private loadOn(lowest: Block): number {
    const above = new Set([lowest]);
    for (const { x1, y1, x2, y2, top } of above) {
      for (const upper of this.placed) {
        if (Math.abs(upper.z - top) <= TOLERANCE_MM && planOverlap(upper, x1, y1, x2, y2) > 0)
          above.add(upper);
      }
    }
    above.delete(lowest);
    return [...above].reduce((sum, { shape }) => sum + this.question.shapes[shape]!.grams, 0);
  }
}

const lowestCorner = ({ at, count }: EmptySpaces): Corner => {
  let best = 0;
  for (let i = SPACE_STRIDE; i < count * SPACE_STRIDE; i += SPACE_STRIDE) {
    const order = at[i + 2]! - at[best + 2]! || at[i + 1]! - at[best + 1]! || at[i]! - at[best]!;
    if (order < 0) best = i;
  }
  return [at[best]!, at[best + 1]!, at[best + 2]!];
};

const goesInto = ({ at, count }: EmptySpaces, [x, y, z]: Corner, { dx, dy, dz }: Turn): boolean => {
  for (let i = 0; i < count * SPACE_STRIDE; i += SPACE_STRIDE) {
    if (at[i] !== x || at[i + 1] !== y || at[i + 2] !== z) continue;
    if (
      x + dx <= at[i + 3]! + TOLERANCE_MM &&
      y + dy <= at[i + 4]! + TOLERANCE_MM &&
      z + dz <= at[i + 5]! + TOLERANCE_MM
    )
      return true;
  }
  return false;
};

/** Area of the underside at height z that the unit below bears. */
const sharedArea = (under: Block, x1: number, y1: number, z: number, x2: number, y2: number): number =>
  Math.abs(under.top - z) <= TOLERANCE_MM ? planOverlap(under, x1, y1, x2, y2) : 0;

const planOverlap = (block: Block, x1: number, y1: number, x2: number, y2: number): number => {
  const a = Math.min(block.x2, x2) - Math.max(block.x1, x1);
  if (a <= TOLERANCE_MM) return 0;
  const b = Math.min(block.y2, y2) - Math.max(block.y1, y1);
  return b <= TOLERANCE_MM ? 0 : a * b;
};
