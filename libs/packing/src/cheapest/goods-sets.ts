import type { Shape } from '../shape.js';

/**
 * Every sub-multiset of the goods as one number: units of a sku are alike, so a set is a count per shape,
 * written in mixed radix. Adding and taking away sets is adding and subtracting their numbers.
 */
export interface GoodsSets {
  /** Number of sets, the empty one (0) and the whole (size - 1) among them. */
  readonly size: number;
  /** What one unit of each shape adds to the number. */
  readonly strides: readonly number[];
  readonly quantities: readonly number[];
}

/** The number of sub-multisets, counted without making them. */
export const goodsSetCount = (shapes: readonly Shape[]): number =>
  shapes.reduce((product, { quantity }) => product * (quantity + 1), 1);

export const goodsSetsOf = (shapes: readonly Shape[]): GoodsSets => {
  const strides: number[] = [];
  let size = 1;
  for (const { quantity } of shapes) {
    strides.push(size);
    size *= quantity + 1;
  }
  return { size, strides, quantities: shapes.map(({ quantity }) => quantity) };
};

/** Units of each shape in the set. */
export const countsOf = ({ strides, quantities }: GoodsSets, set: number): number[] =>
  strides.map((stride, shape) => Math.floor(set / stride) % (quantities[shape]! + 1));

/** Calls `visit` with every part of the set that holds at least one unit of its last shape, so that each partition is met in one order only. */
export const eachFirstPart = (
  { strides }: GoodsSets,
  counts: readonly number[],
  visit: (part: number) => void,
): void => {
  let last = counts.length - 1;
  // bound: the shapes
  while (last >= 0 && counts[last] === 0) last -= 1;
  if (last < 0) return;
  const walk = (shape: number, part: number): void => {
    if (shape < 0) {
      visit(part);
      return;
    }
    for (let count = shape === last ? 1 : 0; count <= counts[shape]!; count += 1) {
      walk(shape - 1, part + count * strides[shape]!);
    }
  };
  walk(last, 0);
};
