/** Numbers in [0, 1) from a seed. */
export type Chance = () => number;

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
