import fc from 'fast-check';
import { checkPacking } from './check/check-packing.js';
import { packItems } from './pack-items.js';
import {
  DEFAULT_PACK_RULES as RULES,
  type PackageKind,
  type PackItem,
  type Packing,
  type Placement,
} from './types.js';

/** Half millimetres, so that sums of lengths are not always whole. */
const side = (max: number) => fc.integer({ min: 10, max: max * 2 }).map((halves) => halves / 2);

const size = (max: number) => fc.record({ lengthMm: side(max), widthMm: side(max), heightMm: side(max) });

const item: fc.Arbitrary<Omit<PackItem, 'sku'>> = fc.record(
  {
    quantity: fc.integer({ min: 1, max: 6 }),
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
  .array(item, { minLength: 1, maxLength: 6 })
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

const costOf = (packing: Packing, kinds: PackageKind[]): number =>
  packing.packages.reduce(
    (sum, { packageCode }) => sum + kinds.find(({ code }) => code === packageCode)!.costYen,
    0,
  );

/** A safe packing with its order, for planting faults in. */
const safe = fc
  .tuple(items, packages, fc.nat())
  .map(([goods, kinds, pick]) => ({
    goods,
    kinds,
    pick,
    packing: packItems(goods, kinds, RULES).packings[0],
  }))
  .filter((order): order is typeof order & { packing: Packing } => order.packing !== undefined);

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
  it('every answer is safe, in order of cost, and nothing is dropped silently', () => {
    fc.assert(
      fc.property(items, packages, (goods, kinds) => {
        const { packings, unpackable } = packItems(goods, kinds, RULES);
        for (const packing of packings) expect(checkPacking(goods, kinds, packing, RULES)).toEqual([]);
        const costs = packings.map((packing) => costOf(packing, kinds));
        expect(costs).toEqual([...costs].sort((a, b) => a - b));
        expect(packings.length === 0).toBe(unpackable.length > 0);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it('the same question has the same answer, in whatever order lines and packages come', () => {
    fc.assert(
      fc.property(items, packages, (goods, kinds) => {
        const turned = packItems([...goods].reverse(), [...kinds].reverse(), RULES);
        expect(turned).toEqual(packItems(goods, kinds, RULES));
      }),
      { numRuns: 50, seed: 2 },
    );
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
    fc.assert(
      fc.property(safe, ({ goods, kinds, pick, packing }) => {
        expect(checkPacking(goods, kinds, withFault(packing, pick, change), RULES)).not.toEqual([]);
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});
