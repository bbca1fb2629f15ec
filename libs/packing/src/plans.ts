import type { Plan } from './fill-package.js';
import type { Preference } from './preference.js';
import type { Random } from './random.js';
import type { Shape } from './shape.js';

const PREFERENCES: readonly Preference[] = ['low', 'low-top', 'snug', 'large'];

/** The plan of one attempt: the first few are fixed, the later ones shuffle order and preference by the seeded source. */
export const planFor = (attempt: number, shapes: readonly Shape[], random: Random): Plan => {
  const fixed = FIXED[attempt];
  if (fixed) return { ...fixed, order: ordered(shapes, fixed.by) };
  const by = BY[Math.floor(random() * BY.length)]!;
  return {
    order: ordered(shapes, (shape) => by(shape) * (0.2 + random())),
    lead: random() < 0.6 ? 'goods-first' : 'space-first',
    preference: PREFERENCES[Math.floor(random() * PREFERENCES.length)]!,
  };
};

type Measure = (shape: Shape) => number;

const volume: Measure = ({ volumeMm3 }) => volumeMm3;
const largestFace: Measure = ({ turns }) => Math.max(...turns.map(({ dx, dy }) => dx * dy));
const longestSide: Measure = ({ turns }) => Math.max(...turns.map(({ dx, dy, dz }) => Math.max(dx, dy, dz)));
const allUnits: Measure = ({ volumeMm3, quantity }) => volumeMm3 * quantity;
const weight: Measure = ({ grams }) => grams;
const BY: readonly Measure[] = [volume, largestFace, longestSide, allUnits, weight];

const FIXED: readonly { by: Measure; lead: Plan['lead']; preference: Preference }[] = [
  { by: largestFace, lead: 'goods-first', preference: 'low' },
  { by: volume, lead: 'space-first', preference: 'large' },
  { by: volume, lead: 'goods-first', preference: 'low-top' },
  { by: longestSide, lead: 'goods-first', preference: 'snug' },
  { by: volume, lead: 'space-first', preference: 'snug' },
  { by: allUnits, lead: 'goods-first', preference: 'large' },
];

/** What bears most goes in first and what bears nothing last; among equals the largest measure first. */
const ordered = (shapes: readonly Shape[], by: Measure): number[] => {
  const keys = shapes.map((shape, index) => ({
    index,
    strength: shape.sealed ? -1 : shape.loadGramsMax,
    key: by(shape),
  }));
  return keys
    .sort(
      (a, b) => (a.strength === b.strength ? b.key - a.key : b.strength - a.strength) || a.index - b.index,
    )
    .map(({ index }) => index);
};
