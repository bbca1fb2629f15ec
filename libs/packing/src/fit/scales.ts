import type { Room } from '../fill-package.js';
import type { Shape } from '../shape.js';
import { roomOnGrid, turnsOnGrid, type GridTurn } from './grid.js';

/**
 * What one unit of each shape takes at least of a room, as a share: in any filling the shares add up to 1 at most.
 * Infinity for a shape that does not fit alone.
 */
export type Scale = Float64Array;

/** Thresholds tried per axis; each gives two functions, and every triple of functions is a scale. */
const STEPS_MAX = 4;

/**
 * Weight, and products of dual feasible functions along the three axes (conservative scales, Fekete and Schepers 2004;
 * functions of Fekete/Schepers, Martello/Vigo and Carlier/Clautiaux/Moukrim): each maps a side to a share of the room's side so that
 * sides which fit one behind the other have shares of 1 at most. A unit that may be turned counts with its smallest product.
 */
export const eachScale = (
  shapes: readonly Shape[],
  room: Room,
  visit: (scale: Scale) => boolean,
): boolean => {
  const grid = roomOnGrid(room);
  const turns = shapes.map((shape) => turnsOnGrid(shape, grid));
  const scale = new Float64Array(shapes.length);
  shapes.forEach(({ grams }, shape) => {
    scale[shape] =
      turns[shape]!.length === 0 || grams > room.goodsGramsMax + 1e-6
        ? Infinity
        : grams === 0
          ? 0
          : grams / (room.goodsGramsMax + 1e-6);
  });
  if (visit(scale)) return true;
  const axes = [0, 1, 2].map((axis) => sharesAlong(axis, grid[axis]!, turns));
  const flat = turns.map((list) => list.length);
  for (const a of axes[0]!) {
    for (const b of axes[1]!) {
      for (const c of axes[2]!) {
        let at = 0;
        for (let shape = 0; shape < flat.length; shape += 1) {
          let least = Infinity;
          for (let turn = flat[shape]!; turn > 0; turn -= 1) {
            const share = a[at]! * b[at]! * c[at]!;
            if (share < least) least = share;
            at += 1;
          }
          scale[shape] = least;
        }
        if (visit(scale)) return true;
      }
    }
  }
  return false;
};

/** Whether some scale proves that the units cannot share the room. */
export const overfull = (shapes: readonly Shape[], counts: readonly number[], room: Room): boolean => {
  const present = shapes.filter((_, shape) => counts[shape]! > 0);
  const units = counts.filter((count) => count > 0);
  return eachScale(present, room, (scale) => sumOf(scale, units) > 1 + 1e-9);
};

export const sumOf = (scale: Scale, counts: readonly number[]): number => {
  let sum = 0;
  for (let shape = 0; shape < counts.length; shape += 1) {
    if (counts[shape]! > 0) sum += counts[shape]! * scale[shape]!;
  }
  return sum;
};

/** For each function along the axis, the share of every turn of every shape, in one row. */
const sharesAlong = (
  axis: number,
  whole: number,
  turns: readonly (readonly GridTurn[])[],
): Float64Array[] => {
  const sides: number[] = [];
  for (const list of turns) for (const turn of list) sides.push(turn.sides[axis]!);
  const rows: Float64Array[] = [];
  for (const share of functionsFor(whole, sides)) {
    const row = new Float64Array(sides.length);
    for (let at = 0; at < row.length; at += 1) row[at] = share(sides[at]!);
    if (!rows.some((known) => known.every((value, at) => value >= row[at]!))) rows.push(row);
  }
  return rows;
};

type Share = (side: number) => number;

const functionsFor = (whole: number, sides: readonly number[]): Share[] => {
  const steps = new Set<number>();
  for (const side of sides) steps.add(Math.min(side, whole - side + 1));
  const largest = [...steps].filter((step) => step > 0 && step * 2 <= whole).sort((a, b) => b - a);
  const found: Share[] = [(side) => side / whole];
  for (let k = 1; k <= 4; k += 1) found.push(rounded(whole, k));
  const stride = Math.max(1, largest.length / STEPS_MAX);
  for (let at = 0; at < largest.length; at += stride) {
    const step = largest[Math.floor(at)]!;
    found.push(stepped(whole, step), withoutSmall(whole, step));
  }
  return found;
};

/** Fekete and Schepers' u(k). */
const rounded =
  (whole: number, k: number): Share =>
  (side) =>
    ((k + 1) * side) % whole === 0 ? side / whole : Math.floor(((k + 1) * side) / whole) / k;

/** Large sides count whole, sides under the step not at all. */
const withoutSmall =
  (whole: number, step: number): Share =>
  (side) =>
    side > whole - step ? 1 : side < step ? 0 : side / whole;

/** Carlier, Clautiaux and Moukrim's function of whole steps. */
const stepped =
  (whole: number, step: number): Share =>
  (side) => {
    const most = Math.floor(whole / step);
    if (side * 2 > whole) return 1 - Math.floor((whole - side) / step) / most;
    return side * 2 === whole ? 0.5 : Math.floor(side / step) / most;
  };
