import type { Shape } from '../shape.js';

/**
 * Sub-multisets of the goods as numbers: units of a sku are alike, so a set is a count per shape, written in mixed radix.
 * Adding and taking away sets is adding and subtracting their numbers.
 */
export interface GoodsSets {
  /** Number of sets, the empty one (0) and the whole (size - 1) among them. */
  readonly size: number;
  /** Units of each shape in the set. */
  readonly countsOf: (set: number) => readonly number[];
  /** Calls `visit` with every part of the set that holds a unit of its last shape, so that each partition is met in one order only. */
  readonly eachFirstPart: (set: number, visit: (part: number) => void) => void;
  /** Whether the set holds all of the part. */
  readonly holds: (set: number, part: number) => boolean;
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
  const counts = Array.from({ length: size }, (_, set) =>
    strides.map((stride, shape) => Math.floor(set / stride) % (shapes[shape]!.quantity + 1)),
  );
  return {
    size,
    countsOf: (set) => counts[set]!,
    eachFirstPart: (set, visit) => walkParts(strides, counts[set]!, visit),
    holds: (set, part) => counts[part]!.every((count, shape) => count <= counts[set]![shape]!),
  };
};

/** Everything, in sets that know only nothing and everything. */
export const ALL = 1;

/** Only nothing and everything: for orders too large to weigh every division. */
export const allOrNothing = (shapes: readonly Shape[]): GoodsSets => {
  const none = shapes.map(() => 0);
  const all = shapes.map(({ quantity }) => quantity);
  return {
    size: 2,
    countsOf: (set) => (set === 0 ? none : all),
    eachFirstPart: (set, visit) => set > 0 && visit(set),
    holds: (set, part) => part <= set,
  };
};

const walkParts = (
  strides: readonly number[],
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
