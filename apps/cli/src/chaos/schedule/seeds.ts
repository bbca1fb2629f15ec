const SEEDS_MAX = 1_000;
const SEED_MAX = 1_000_000;

/** `7` or `1..20`, both ends meant. Throws, saying what is expected. */
export const seedsOf = (text: string): readonly number[] => {
  const [, first, last] = /^(\d{1,7})(?:\.\.(\d{1,7}))?$/.exec(text.trim()) ?? [];
  const [from, to] = [Number(first), Number(last ?? first)];
  if (first === undefined || to > SEED_MAX || to < from || to - from >= SEEDS_MAX)
    throw new Error(
      `--seeds ${text}: expected a number or a range such as 1..20, rising, at most ${SEEDS_MAX} seeds up to ${SEED_MAX}.`,
    );
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
};
