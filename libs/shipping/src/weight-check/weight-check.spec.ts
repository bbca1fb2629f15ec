import { DEFAULT_WEIGHT_CHECK, expectedWeight } from './weight-check.js';

const goods = (weightGrams: number | null, quantity = 2) => [{ quantity, item: { weightGrams } }];

describe('what a parcel should weigh', () => {
  it.each([
    ['light: 30 g either way', 130, goods(350), { grams: 830, toleranceGrams: 30 }],
    ['heavy: 3 % either way', 400, goods(1_300), { grams: 3_000, toleranceGrams: 90 }],
    ['an item of unknown weight', 130, goods(null), null],
    ['no package yet', undefined, goods(350), null],
  ])('%s', (_what, emptyWeightGrams, units, expected) =>
    expect(expectedWeight(emptyWeightGrams, units, DEFAULT_WEIGHT_CHECK)).toEqual(expected),
  );

  it('is asked of nobody where the shop does not check', () =>
    expect(expectedWeight(130, goods(350), { ...DEFAULT_WEIGHT_CHECK, inUse: false })).toBeNull());
});
