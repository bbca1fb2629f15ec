import type { TakenStep } from './step.js';

/**
 * Steps at different places commute: each reads and changes the state of its own place only, and a message that one
 * place sends can be taken by another any time later. So a schedule is told by the order of steps at each place, and
 * two schedules with the same order at each place end in the same state. To reach every such schedule it is enough to
 * turn round, in each schedule found, every pair of neighbours at one place that did not have to come in this order,
 * and to go on until nothing new comes (dynamic partial order reduction; Flanagan and Godefroid, 2005).
 *
 * Answers one beginning per such race: everything that does not follow from the earlier step of the pair, then the
 * later one. A step that another made impossible has lost a race too, though it never happened.
 */
export const turnedRaces = (taken: readonly TakenStep[]): string[][] => {
  const pasts = pastsOf(taken);
  const turned: string[][] = [];
  taken.forEach((later, index) => {
    const before = previousAtPlace(taken, index);
    if (before !== undefined && !causesOf(taken, index, pasts).has(before)) {
      const unaffected = taken.slice(0, index).filter((_, at) => at !== before && !pasts[at]?.has(before));
      turned.push([...unaffected.map(({ name }) => name), later.name]);
    }
    const beginning = taken.slice(0, index).map(({ name }) => name);
    for (const loser of later.withdrew) turned.push([...beginning, loser.name]);
  });
  return turned;
};

/** For each step all that had to happen before it, by index. */
const pastsOf = (taken: readonly TakenStep[]): ReadonlySet<number>[] => {
  const pasts: Set<number>[] = [];
  taken.forEach((_, index) => {
    const past = new Set(causesOf(taken, index, pasts));
    const before = previousAtPlace(taken, index);
    if (before !== undefined) addWithPast(past, before, pasts);
    pasts.push(past);
  });
  return pasts;
};

/** What had to happen so that the step could, whatever else happened at its place. */
const causesOf = (
  taken: readonly TakenStep[],
  index: number,
  pasts: readonly ReadonlySet<number>[],
): Set<number> => {
  const causes = new Set<number>();
  for (const need of taken[index]?.needs ?? []) {
    const at = taken.findIndex(({ name }) => name === need);
    if (at < 0) throw new Error(`${taken[index]?.name ?? ''} needs ${need}, which never happened`);
    addWithPast(causes, at, pasts);
  }
  return causes;
};

const addWithPast = (to: Set<number>, index: number, pasts: readonly ReadonlySet<number>[]): void => {
  to.add(index);
  for (const before of pasts[index] ?? []) to.add(before);
};

const previousAtPlace = (taken: readonly TakenStep[], index: number): number | undefined => {
  const at = taken.slice(0, index).findLastIndex((step) => step.at === taken[index]?.at);
  return at < 0 ? undefined : at;
};
