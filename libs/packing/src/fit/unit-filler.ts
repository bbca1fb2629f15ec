import { unitBlock, type Block } from '../block.js';
import type { Room, Work } from '../fill-package.js';
import type { Shape, Turn } from '../shape.js';
import { TOLERANCE_MM } from '../space.js';
import { EmptySpaces, SPACE_STRIDE } from './empty-spaces.js';

/** What makes a place good: far from the open corner, low, left, tight in its space, or touching much. */
export const STYLES = ['corner', 'low', 'left', 'snug', 'touching'] as const;
export type Style = (typeof STYLES)[number];

/** What one filling came to. */
export interface Filled {
  /** Envelope volume of what went in, mm³. */
  readonly volumeMm3: number;
  /** Positions of the order that stayed out. */
  readonly out: readonly number[];
}

/**
 * Puts single units into one room, one after another, each at the best corner of an empty space by the style.
 * Made once per question and filled many times; after a filling `blocks()` tells where the units lie.
 */
export class UnitFiller {
  private readonly spaces = new EmptySpaces();
  private readonly placed: Block[] = [];
  private readonly weighsLoads: boolean;
  private readonly smallestSides: readonly number[];
  private loads: number[] = [];
  private grams = 0;

  constructor(
    private readonly shapes: readonly Shape[],
    private readonly room: Room,
    private readonly supportShareMin: number,
    private readonly work: Work,
  ) {
    this.weighsLoads = shapes.some(({ loadGramsMax }) => loadGramsMax < Infinity);
    this.smallestSides = shapes.map(({ turns }) =>
      Math.min(...turns.map(({ dx, dy, dz }) => Math.min(dx, dy, dz))),
    );
  }

  fill(order: readonly number[], style: Style): Filled {
    const { room, shapes } = this;
    this.spaces.reset(room.lengthMm, room.widthMm, room.heightMm);
    this.placed.length = 0;
    this.loads = [];
    this.grams = 0;
    const out: number[] = [];
    let volumeMm3 = 0;
    const sides = this.smallestSidesAfter(order);
    for (let i = 0; i < order.length; i += 1) {
      const shape = shapes[order[i]!]!;
      const repeats = out.length > 0 && order[out.at(-1)!] === order[i] && out.at(-1) === i - 1;
      const block = repeats ? undefined : this.bestPlace(order[i]!, shape, style);
      if (!block) {
        out.push(i);
        continue;
      }
      this.put(block, shape, sides[i + 1]!);
      volumeMm3 += shape.volumeMm3;
    }
    return { volumeMm3, out };
  }

  blocks(): Block[] {
    return [...this.placed];
  }

  /** For each position of the order, the smallest side of what comes from there on. */
  private smallestSidesAfter(order: readonly number[]): number[] {
    const sides = new Array<number>(order.length + 1).fill(Infinity);
    for (let i = order.length - 1; i >= 0; i -= 1)
      sides[i] = Math.min(sides[i + 1]!, this.smallestSides[order[i]!]!);
    return sides;
  }

  private put(block: Block, shape: Shape, sideMin: number): void {
    if (this.weighsLoads) {
      for (const under of this.allUnder(block)) this.loads[under]! += shape.grams;
      this.loads.push(0);
    }
    this.placed.push(block);
    this.grams += shape.grams;
    const top = block.turn.sealed ? this.room.heightMm : block.top;
    this.spaces.takeOut(block.x1, block.y1, block.z, block.x2, block.y2, top, sideMin);
  }

  private bestPlace(index: number, shape: Shape, style: Style): Block | undefined {
    if (this.grams + shape.grams > this.room.goodsGramsMax + TOLERANCE_MM) return undefined;
    const { at } = this.spaces;
    const end = this.spaces.count * SPACE_STRIDE;
    const ceiling = this.room.heightMm - TOLERANCE_MM;
    let bestFirst = Infinity;
    let bestSecond = Infinity;
    let bestTurn: Turn | undefined;
    let bestX = 0;
    let bestY = 0;
    let bestZ = 0;
    this.work.done += this.spaces.count;
    for (let i = 0; i < end; i += SPACE_STRIDE) {
      const x1 = at[i]!;
      const y1 = at[i + 1]!;
      const z1 = at[i + 2]!;
      const x2 = at[i + 3]! + TOLERANCE_MM;
      const y2 = at[i + 4]! + TOLERANCE_MM;
      const z2 = at[i + 5]! + TOLERANCE_MM;
      const open = z2 >= ceiling;
      if (this.weighsLoads && !open) continue;
      for (const turn of shape.turns) {
        const { dx, dy, dz } = turn;
        if (turn.sealed && !open) continue;
        if (x1 + dx > x2 || y1 + dy > y2 || z1 + dz > z2) continue;
        let first: number;
        let second: number;
        switch (style) {
          case 'corner': {
            const a = (x1 + dx) / this.room.lengthMm;
            const b = (y1 + dy) / this.room.widthMm;
            const c = (z1 + dz) / this.room.heightMm;
            first = a * a + b * b + c * c;
            second = z1;
            break;
          }
          case 'low':
            first = z1;
            second = y1 + dy + (x1 + dx) * 1e-3 + dz * 1e-2;
            break;
          case 'left':
            first = x1;
            second = z1 + dz + (y1 + dy) * 1e-3 + dx * 1e-2;
            break;
          case 'snug': {
            const a = x2 - x1 - dx;
            const b = y2 - y1 - dy;
            const c = z2 - z1 - dz;
            first = Math.min(a, b, c);
            second = a + b + c - first - Math.max(a, b, c);
            break;
          }
          case 'touching':
            first = -this.touching(x1, y1, z1, dx, dy, dz);
            second = z1;
            break;
        }
        if (first > bestFirst || (first === bestFirst && second >= bestSecond)) continue;
        let x = x1;
        let y = y1;
        if (z1 > TOLERANCE_MM && !this.rests(x, y, z1, turn, shape)) {
          x = x2 - TOLERANCE_MM - dx;
          if (!this.rests(x, y, z1, turn, shape)) {
            y = y2 - TOLERANCE_MM - dy;
            if (!this.rests(x, y, z1, turn, shape)) {
              x = x1;
              if (!this.rests(x, y, z1, turn, shape)) continue;
            }
          }
        }
        bestFirst = first;
        bestSecond = second;
        bestTurn = turn;
        bestX = x;
        bestY = y;
        bestZ = z1;
      }
    }
    return bestTurn && unitBlock(index, bestTurn, bestX, bestY, bestZ);
  }

  /** Share of the surface that would touch walls or other units. */
  private touching(x: number, y: number, z: number, dx: number, dy: number, dz: number): number {
    const { lengthMm, widthMm, heightMm } = this.room;
    const x2 = x + dx;
    const y2 = y + dy;
    const z2 = z + dz;
    let area = 0;
    if (x <= TOLERANCE_MM) area += dy * dz;
    if (y <= TOLERANCE_MM) area += dx * dz;
    if (z <= TOLERANCE_MM) area += dx * dy;
    if (x2 >= lengthMm - TOLERANCE_MM) area += dy * dz;
    if (y2 >= widthMm - TOLERANCE_MM) area += dx * dz;
    if (z2 >= heightMm - TOLERANCE_MM) area += dx * dy;
    for (const other of this.placed) {
      const a = Math.min(x2, other.x2) - Math.max(x, other.x1);
      const b = Math.min(y2, other.y2) - Math.max(y, other.y1);
      const c = Math.min(z2, other.top) - Math.max(z, other.z);
      if (a < -TOLERANCE_MM || b < -TOLERANCE_MM || c < -TOLERANCE_MM) continue;
      if (a <= TOLERANCE_MM) area += Math.max(0, b) * Math.max(0, c);
      else if (b <= TOLERANCE_MM) area += a * Math.max(0, c);
      else if (c <= TOLERANCE_MM) area += a * b;
    }
    return area / (2 * (dx * dy + dy * dz + dx * dz));
  }

  private rests(x: number, y: number, z: number, { dx, dy }: Turn, shape: Shape): boolean {
    let borne = 0;
    this.work.done += 1;
    for (const under of this.placed) {
      if (Math.abs(under.top - z) > TOLERANCE_MM) continue;
      borne += planOverlap(under, x, y, x + dx, y + dy);
    }
    if (borne < dx * dy * this.supportShareMin - TOLERANCE_MM) return false;
    if (!this.weighsLoads) return true;
    for (const under of this.allUnder({ x1: x, y1: y, x2: x + dx, y2: y + dy, z })) {
      const limit = this.shapes[this.placed[under]!.shape]!.loadGramsMax;
      if (this.loads[under]! + shape.grams > limit) return false;
    }
    return true;
  }

  /** All units that a block would press on, directly or through others. */
  private allUnder(block: Pick<Block, 'x1' | 'y1' | 'x2' | 'y2' | 'z'>): Set<number> {
    const found = new Set<number>();
    const addUnder = ({ x1, y1, x2, y2, z }: typeof block): void => {
      this.placed.forEach((under, index) => {
        if (Math.abs(under.top - z) <= TOLERANCE_MM && planOverlap(under, x1, y1, x2, y2) > 0)
          found.add(index);
      });
    };
    addUnder(block);
    for (const index of found) addUnder(this.placed[index]!);
    return found;
  }
}

const planOverlap = (under: Block, x1: number, y1: number, x2: number, y2: number): number => {
  const a = Math.min(under.x2, x2) - Math.max(under.x1, x1);
  if (a <= TOLERANCE_MM) return 0;
  const b = Math.min(under.y2, y2) - Math.max(under.y1, y1);
  return b <= TOLERANCE_MM ? 0 : a * b;
};
