import { isPressed } from './check-form.js';
import { EQUAL_MM, type CheckedUnit } from './checked-unit.js';

/** Overlaps, an order in which a unit could not be lowered in, too little support, and loads beyond what goods bear. */
export const checkPiles = (units: readonly CheckedUnit[], supportShareMin: number): string[] => [
  ...checkPairs(units),
  ...checkSupport(units, supportShareMin),
  ...checkLoads(units),
];

const planOverlap = (a: CheckedUnit, b: CheckedUnit): number => {
  const dx = Math.min(a.x2, b.x2) - Math.max(a.x, b.x);
  const dy = Math.min(a.y2, b.y2) - Math.max(a.y, b.y);
  return dx > EQUAL_MM && dy > EQUAL_MM ? dx * dy : 0;
};

const checkPairs = (units: readonly CheckedUnit[]): string[] => {
  const faults: string[] = [];
  const pressed = new Set(units.filter(isPressed));
  units.forEach((later) => {
    for (const earlier of units) {
      if (earlier === later) break;
      if (planOverlap(later, earlier) === 0) continue;
      const [lower, upper] = later.z < earlier.z ? [later, earlier] : [earlier, later];
      if (upper.z < lower.z2 - EQUAL_MM)
        faults.push(`${earlier.name} and ${later.name} overlap, or their filler has no room`);
      else if (lower === later)
        faults.push(`${later.name} comes after ${earlier.name}, which already stands over its place`);
      if (!(upper.z2 > lower.z2 + EQUAL_MM)) continue;
      if (lower.item.doNotStack)
        faults.push(`${upper.name} stands over ${lower.name}, on which nothing may lie`);
      if (pressed.has(lower)) faults.push(`${upper.name} stands over ${lower.name}, which is pressed`);
    }
  });
  return faults;
};

/** Whether `upper` stands on `lower`. */
const standsOn = (upper: CheckedUnit, lower: CheckedUnit): boolean =>
  Math.abs(upper.z - lower.z2) <= EQUAL_MM && planOverlap(upper, lower) > 0;

const checkSupport = (units: readonly CheckedUnit[], shareMin: number): string[] =>
  units.flatMap((unit) => {
    if (unit.z <= EQUAL_MM) return [];
    const borne = units.reduce(
      (sum, lower) => sum + (standsOn(unit, lower) ? planOverlap(unit, lower) : 0),
      0,
    );
    const share = borne / ((unit.x2 - unit.x) * (unit.y2 - unit.y));
    return share < shareMin - 1e-9
      ? [
          `${unit.name} rests on ${Math.floor(share * 100)} % of its base, less than ${Math.round(shareMin * 100)} %`,
        ]
      : [];
  });

/**
 * The worst load on a unit is the weight of everything that stands on it, directly or on what stands on it:
 * supports only push, so none can carry more than that, however the weight spreads.
 */
const checkLoads = (units: readonly CheckedUnit[]): string[] =>
  units.flatMap((unit) => {
    const limit = unit.item.loadOnTopGramsMax;
    if (limit === undefined) return [];
    const above = new Set<CheckedUnit>([unit]);
    for (const lower of above) for (const upper of units) if (standsOn(upper, lower)) above.add(upper);
    const load = [...above].reduce((sum, { item }) => sum + item.weightGrams, -unit.item.weightGrams);
    return load > limit + 1e-6 ? [`${unit.name} may carry ${load} g, more than its ${limit} g`] : [];
  });
