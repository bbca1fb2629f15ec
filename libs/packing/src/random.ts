/** A seeded source of numbers in [0, 1): the same seed always gives the same answers (mulberry32, public domain, Tommy Ettinger). */
export type Random = () => number;

/** The one seed of the search; a fixed seed keeps every answer repeatable. */
export const SEARCH_SEED = 20260101;

export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
