/** Chance that can be repeated (mulberry32): the next whole number from 0 to below `count`. */
export type Chance = (count: number) => number;

export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  return (count) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
};
