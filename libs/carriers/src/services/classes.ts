import type { SizeClass } from '../types.js';

/** Classes from pairs of three-side sum in cm (which is also the class's name) and weight in kg. */
export const sizeClasses = (
  ...rows: readonly (readonly [sumCm: number, weightKg: number])[]
): readonly SizeClass[] =>
  rows.map(([sumCm, weightKg]) => ({
    code: String(sumCm),
    threeSideSumMmMax: sumCm * 10,
    weightGramsMax: weightKg * 1_000,
  }));
