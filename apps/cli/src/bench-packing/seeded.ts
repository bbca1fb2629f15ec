/** Numbers in [0, 1): the same seed gives the same numbers on every machine (mulberry32, public domain, Tommy Ettinger). */
export type Chance = () => number;

export const seeded = (seed: number): Chance => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A whole number from `min` to `max`, both included. */
export const wholeBetween = (chance: Chance, min: number, max: number): number =>
  min + Math.floor(chance() * (max - min + 1));

/** A copy in an order drawn by chance (Fisher and Yates). */
export const shuffled = <T>(list: readonly T[], chance: Chance): T[] => {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = wholeBetween(chance, 0, at);
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
};
