import { checkPacking } from '@okuru/packing';
import { COUNTED } from '../carriage.js';
import type { Solve } from '../solver.js';
import { BARE_RULES, containerOf } from './container.js';
import type { Instance } from './read-instances.js';

export interface Counted {
  readonly containers: number;
  readonly faults: readonly string[];
}

/** Puts all goods into as few containers as the search finds. */
export const countContainers = ({ family, id, container, items }: Instance, solve: Solve): Counted => {
  const kind = containerOf(container);
  const { best } = solve(items, [kind], BARE_RULES, COUNTED.of, COUNTED.floor);
  if (!best) return { containers: 0, faults: [`${family} ${id}: no answer`] };
  const faults = checkPacking(items, [kind], { packages: best.packages }, BARE_RULES);
  return { containers: best.packages.length, faults: faults.map((fault) => `${family} ${id}: ${fault}`) };
};
