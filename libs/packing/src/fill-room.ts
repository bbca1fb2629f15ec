import { fillPackage, type Filling, type Room } from './fill-package.js';
import { planFor } from './plans.js';
import { seededRandom, SEARCH_SEED } from './random.js';
import type { Shape } from './shape.js';
import { DEFAULT_SUPPORT_SHARE_MIN, type PackRules } from './types.js';

/**
 * As much of the goods as goes into one room, by volume: `attemptsMax` plans are tried and the fullest filling is answered,
 * with what it left out. For loading a cage or container from a heap, and for comparing the search with published ones.
 */
export const fillRoom = (shapes: readonly Shape[], room: Room, rules: PackRules): Filling => {
  const counts = shapes.map(({ quantity }) => quantity);
  const random = seededRandom(SEARCH_SEED);
  const share = rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN;
  let best: Filling | undefined;
  for (let attempt = 0; attempt < rules.attemptsMax; attempt += 1) {
    const plan = planFor(attempt, shapes, random);
    const filling = fillPackage(shapes, counts, room, plan, share, { done: 0 });
    if (!best || filling.volumeMm3 > best.volumeMm3) best = filling;
    if (best.unitsLeft === 0) break;
  }
  if (!best) throw new RangeError('attemptsMax must be at least 1');
  return best;
};
