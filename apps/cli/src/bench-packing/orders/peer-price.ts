import type { BoxKind } from '../carriage.js';
import type { ParcelPrice } from '@okuru/packing';

/**
 * The least that these boxes can cost with goods of this weight, however the weight lies among them, yen; null when they
 * cannot carry it. How BoxPacker spread the weight is not stated, so the spread that suits it best is taken.
 */
export const leastYenOf = (
  boxes: readonly BoxKind[],
  goodsGrams: number,
  price: ParcelPrice,
  weightSteps: readonly number[],
): number | null => {
  const grossGrams = boxes.reduce((sum, { emptyWeightGrams }) => sum + emptyWeightGrams, goodsGrams);
  let ways: Way[] = [{ grams: 0, yen: 0 }];
  for (const kind of boxes) {
    const steps = stepsOf(kind, price, weightSteps);
    ways = undominated(
      ways.flatMap((way) =>
        steps.map((step) => ({ grams: way.grams + step.grams, yen: way.yen + step.yen })),
      ),
    );
  }
  const enough = ways.filter(({ grams }) => grams >= grossGrams - 1e-6);
  return enough.length === 0 ? null : Math.min(...enough.map(({ yen }) => yen));
};

/** So much weight may be carried for so much. */
interface Way {
  readonly grams: number;
  readonly yen: number;
}

const stepsOf = (kind: BoxKind, price: ParcelPrice, weightSteps: readonly number[]): Way[] =>
  [...weightSteps.filter((grams) => grams < kind.grossWeightGramsMax), kind.grossWeightGramsMax].flatMap(
    (grams) => {
      const yen = price({ kind, outer: kind.outer, grossWeightGrams: grams, units: {}, goodsVolumeMm3: 0 });
      return yen === null ? [] : [{ grams, yen }];
    },
  );

/** Without ways that carry no more than another for no less. */
const undominated = (ways: readonly Way[]): Way[] => {
  const kept: Way[] = [];
  for (const way of [...ways].sort((a, b) => a.yen - b.yen || b.grams - a.grams))
    if (way.grams > (kept.at(-1)?.grams ?? -1)) kept.push(way);
  return kept;
};
