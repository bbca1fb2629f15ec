import type { Step } from './step.js';

/** What each place saw, in its order; all there is to tell about a schedule. One line per step, for comparing. */
export type Views = ReadonlyMap<string, string>;

export const viewsOf = (steps: readonly Pick<Step, 'name' | 'at'>[]): Views => {
  const views = new Map<string, string>();
  for (const { name, at } of steps) views.set(at, `${views.get(at) ?? ''}${name}\n`);
  return views;
};

/** True when the first is a beginning of the second. */
export const begins = (first: Views, second: Views): boolean =>
  [...first].every(([place, view]) => second.get(place)?.startsWith(view));

export const nameOf = (views: Views): string => JSON.stringify([...views].sort());
