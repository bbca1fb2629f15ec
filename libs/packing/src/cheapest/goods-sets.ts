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
  /** Every part of the set that holds a unit of its last shape, so that each partition is met in one order only; good until the next call. */
  readonly firstParts: (set: number) => Int32Array;
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
  const buffer = new Int32Array(size);
  return {
    size,
    countsOf: (set) => counts[set]!,
    firstParts: (set) => listParts(strides, counts[set]!, buffer),
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
    firstParts: () => Int32Array.of(ALL),
    holds: (set, part) => part <= set,
  };
};

/** Lists the parts in the buffer: those without the shape looked at, then the same with one, two, … units of it. */
const listParts = (strides: readonly number[], counts: readonly number[], buffer: Int32Array): Int32Array => {
  let last = counts.length - 1;
  // bound: the shapes
  while (counts[last] === 0) last -= 1;
  buffer[0] = 0;
  let length = 1;
  for (let shape = 0; shape <= last; shape += 1) {
    const base = length;
    const step = strides[shape]!;
    for (let count = 1; count <= counts[shape]!; count += 1) {
      const more = count * step;
      for (let at = 0; at < base; at += 1) {
        buffer[length] = buffer[at]! + more;
        length += 1;
      }
    }
    if (shape === last) return buffer.subarray(base, length);
  }
  return buffer.subarray(0, 0);
};
