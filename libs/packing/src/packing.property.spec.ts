import fc from 'fast-check';
import { checkPacking } from './check/check-packing.js';
import type { ParcelPrice } from './cheapest/cheapest-packing.js';
import { packCheapest } from './cheapest/pack-cheapest.js';
import {
  DEFAULT_PACK_RULES,
  type PackageKind,
  type PackItem,
  type Packing,
  type PackRules,
  type Placement,
} from './types.js';

/** Half millimetres, so that sums of lengths are not always whole. */
const side = (max: number) => fc.integer({ min: 10, max: max * 2 }).map((halves) => halves / 2);

const size = (max: number) => fc.record({ lengthMm: side(max), widthMm: side(max), heightMm: side(max) });

const item: fc.Arbitrary<Omit<PackItem, 'sku'>> = fc.record(
  {
    quantity: fc.integer({ min: 1, max: 5 }),
    size: size(160),
    weightGrams: fc.integer({ min: 1, max: 2_000 }),
    keepUpright: fc.boolean(),
    doNotStack: fc.boolean(),
    fragile: fc.boolean(),
    loadOnTopGramsMax: fc.integer({ min: 0, max: 6_000 }),
  },
  { requiredKeys: ['quantity', 'size', 'weightGrams'] },
);

const items = fc
  .array(item, { minLength: 1, maxLength: 4 })
  .map((lines) => lines.map((line, index) => ({ ...line, sku: `sku-${index}` })));

const packages: fc.Arbitrary<PackageKind[]> = fc
  .array(
    fc.record({
      inner: size(400),
      costYen: fc.integer({ min: 0, max: 300 }),
      grossWeightGramsMax: fc.integer({ min: 500, max: 20_000 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((kinds) =>
    kinds.map((kind, index) => ({
      ...kind,
      code: `K${index}`,
      kind: 'carton',
      outer: kind.inner,
      emptyWeightGrams: 100,
    })),
  );

/** Little effort, because the laws hold for any. */
const RULES: PackRules = { ...DEFAULT_PACK_RULES, attemptsMax: 1 };

const byCost: ParcelPrice = ({ kind }) => kind.costYen;

const pack = (goods: readonly PackItem[], kinds: readonly PackageKind[]) =>
  packCheapest(goods, kinds, RULES, byCost, ({ costYen }) => costYen);

const costOf = (packing: Packing, kinds: PackageKind[]): number =>
  packing.packages.reduce(
    (sum, { packageCode }) => sum + kinds.find(({ code }) => code === packageCode)!.costYen,
    0,
  );

/** Safe packings with their orders, for planting faults in. */
const SAFE = fc
  .sample(fc.tuple(items, packages, fc.nat()), { numRuns: 50, seed: 3 })
  .flatMap(([goods, kinds, pick]) => {
    const { best } = pack(goods, kinds);
    return best ? [{ goods, kinds, pick, packing: best }] : [];
  });

/** The packing with one of its placements, picked by number, changed or (undefined) taken away. */
const withFault = (
  packing: Packing,
  pick: number,
  change: (place: Placement, all: readonly Placement[]) => Placement | undefined,
): Packing => {
  const chosen = packing.packages[pick % packing.packages.length]!;
  const place = chosen.placements[pick % chosen.placements.length]!;
  const placements = chosen.placements.flatMap((one) =>
    one === place ? (change(place, chosen.placements) ?? []) : [one],
  );
  return { packages: packing.packages.map((one) => (one === chosen ? { ...one, placements } : one)) };
};

describe('for any goods and packages', () => {
  it('every answer is safe and at its true price, none is cheaper than the best, and nothing is dropped silently', () => {
    fc.assert(
      fc.property(items, packages, (goods, kinds) => {
        const { best, proof, whole, splits, unpackable } = pack(goods, kinds);
        expect(best === undefined).toBe(unpackable.length > 0);
        const alone = whole.flatMap((answer) =>
          'packed' in answer ? [{ packages: [answer.packed], yen: answer.yen! }] : [],
        );
        for (const packing of [...alone, ...splits]) {
          expect(checkPacking(goods, kinds, packing, RULES)).toEqual([]);
          expect(packing.yen).toBe(costOf(packing, kinds));
        }
        const cheapest = [...alone, ...splits].reduce((least, { yen }) => Math.min(least, yen), Infinity);
        expect(best?.yen ?? Infinity).toBe(cheapest);
        if (!proof.proven) expect(proof.lowerBoundYen).toBeLessThan(cheapest);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it('the same question has the same answer, in whatever order lines and packages come', () => {
    fc.assert(
      fc.property(items, packages, (goods, kinds) => {
        expect(pack([...goods].reverse(), [...kinds].reverse())).toEqual(pack(goods, kinds));
      }),
      { numRuns: 15, seed: 2 },
    );
  });

  it('faults are planted in many packings', () => {
    expect(SAFE.length).toBeGreaterThan(20);
  });

  it.each<[string, (place: Placement, all: readonly Placement[]) => Placement | undefined]>([
    ['missing', () => undefined],
    [
      'overlapping another',
      (place, all) => {
        const other = all.find((one) => one !== place);
        return other ? { ...place, xMm: other.xMm, yMm: other.yMm, zMm: other.zMm } : { ...place, zMm: -1 };
      },
    ],
    ['lifted off its support', (place) => ({ ...place, zMm: place.zMm + 0.5 })],
    ['outside', (place) => ({ ...place, xMm: place.xMm + 500 })],
    ['another unit of its sku', (place) => ({ ...place, unit: place.unit + 1 })],
    ['of another size', (place) => ({ ...place, dyMm: place.dyMm - 1 })],
  ])('the checker catches a unit that is %s', (_fault, change) => {
    const missed = SAFE.filter(
      ({ goods, kinds, pick, packing }) =>
        checkPacking(goods, kinds, withFault(packing, pick, change), RULES).length === 0,
    );
    expect(missed).toEqual([]);
  });
});
