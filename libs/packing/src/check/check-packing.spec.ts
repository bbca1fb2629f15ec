import { checkPacking } from './check-packing.js';
import {
  DEFAULT_PACK_RULES as RULES,
  type Carton,
  type PackItem,
  type Packing,
  type Placement,
} from '../types.js';

const CUBE = { lengthMm: 100, widthMm: 100, heightMm: 100 };

const carton: Carton = {
  code: 'C',
  kind: 'carton',
  inner: { lengthMm: 300, widthMm: 200, heightMm: 300 },
  outer: { lengthMm: 306, widthMm: 206, heightMm: 310 },
  emptyWeightGrams: 100,
  grossWeightGramsMax: 5_000,
  costYen: 50,
};

const at = (
  sku: string,
  unit: number,
  xMm: number,
  yMm: number,
  zMm: number,
  more: Partial<Placement> = {},
): Placement => ({
  sku,
  unit,
  xMm,
  yMm,
  zMm,
  dxMm: 100,
  dyMm: 100,
  dzMm: 100,
  ...more,
});

const packed = (placements: Placement[], grossWeightGrams = 100 + placements.length * 500): Packing => ({
  packages: [{ packageCode: 'C', outer: carton.outer, placements, grossWeightGrams }],
});

const faultsOf = (
  placements: Placement[],
  more: Partial<PackItem> = {},
  quantity = placements.length,
): string[] =>
  checkPacking(
    [{ sku: 'a', quantity, size: CUBE, weightGrams: 500, ...more }],
    [carton],
    packed(placements),
    RULES,
  );

describe('checkPacking', () => {
  it('finds no fault with a row and a pile', () => {
    expect(faultsOf([at('a', 0, 0, 0, 0), at('a', 1, 100, 0, 0), at('a', 2, 0, 0, 100)])).toEqual([]);
  });

  it.each<[string, Placement[], Partial<PackItem>, string]>([
    ['overlap', [at('a', 0, 0, 0, 0), at('a', 1, 99, 0, 0)], {}, 'a #0 and a #1 overlap'],
    ['one unit twice', [at('a', 0, 0, 0, 0), at('a', 0, 100, 0, 0)], {}, 'a #0 is packed twice'],
    ['an unknown unit', [at('a', 0, 0, 0, 0), at('a', 7, 100, 0, 0)], {}, 'a #7 is beyond the 2 units'],
    ['sticking out', [at('a', 0, 201, 0, 0)], {}, 'a #0 sticks out'],
    ['sticking out below', [at('a', 0, 0, 0, -1)], {}, 'a #0 sticks out'],
    ['floating', [at('a', 0, 0, 0, 50)], {}, 'a #0 rests on 0 %'],
    ['too little support', [at('a', 0, 0, 0, 0), at('a', 1, 31, 0, 100)], {}, 'a #1 rests on 69 %'],
    ['a size of its own making', [at('a', 0, 0, 0, 0, { dxMm: 90 })], {}, 'a #0 has not its own size'],
    ['no number', [at('a', 0, Number.NaN, 0, 0)], {}, 'a #0 sticks out'],
    [
      'things on what bears nothing',
      [at('a', 0, 0, 0, 0), at('a', 1, 0, 0, 100)],
      { doNotStack: true },
      'a #1 stands over a #0',
    ],
    [
      'too heavy a load',
      [at('a', 0, 0, 0, 0), at('a', 1, 0, 0, 100), at('a', 2, 0, 0, 200)],
      { loadOnTopGramsMax: 999 },
      'a #0 may carry 1000 g',
    ],
    ['no filler at the wall', [at('a', 0, 10, 20, 20)], { fragile: true }, 'a #0 sticks out'],
    [
      'no filler between',
      [at('a', 0, 20, 20, 20), at('a', 1, 150, 20, 20)],
      { fragile: true },
      'their filler has no room',
    ],
    [
      'putting the upper one first',
      [at('a', 0, 0, 0, 100), at('a', 1, 0, 0, 0)],
      {},
      'a #1 comes after a #0',
    ],
    ['too much weight', [at('a', 0, 0, 0, 0)], { weightGrams: 4_901 }, 'weighs 5001 g, more than 5000 g'],
    ['a false weight', [at('a', 0, 0, 0, 0)], { weightGrams: 400 }, 'states 600 g but weighs 500 g'],
  ])('catches %s', (_fault, placements, more, message) => {
    expect(faultsOf(placements, more).join('\n')).toContain(message);
  });

  it('catches a missing unit', () => {
    expect(faultsOf([at('a', 0, 0, 0, 0)], {}, 3)).toEqual(['2 of 3 units of a are missing']);
  });

  it('says that a package states no outer size', () => {
    const { outer: _outer, ...rest } = packed([at('a', 0, 0, 0, 0)]).packages[0]!;
    const answer = { packages: [rest] } as unknown as Packing;
    const items = [{ sku: 'a', quantity: 1, size: CUBE, weightGrams: 500 }];
    expect(checkPacking(items, [carton], answer, RULES)).toEqual(['package 1 (C): states no outer size']);
  });

  it('catches a tipped upright unit', () => {
    const bottle = { size: { lengthMm: 100, widthMm: 100, heightMm: 200 }, keepUpright: true };
    expect(faultsOf([at('a', 0, 0, 0, 0, { dzMm: 200 })], bottle)).toEqual([]);
    expect(faultsOf([at('a', 0, 0, 0, 0, { dxMm: 200 })], bottle)).toEqual([
      'package 1 (C): a #0 must stay upright but is tipped',
    ]);
  });

  it('catches goods nobody asked for, an unknown package and an empty one', () => {
    expect(checkPacking([], [carton], packed([at('b', 0, 0, 0, 0)]), RULES).join()).toContain(
      'b #0 was not asked for',
    );
    expect(checkPacking([], [], packed([]), RULES)).toEqual(['package 1 (C) is not among the packages']);
    expect(checkPacking([], [carton], packed([]), RULES)).toEqual(['package 1 (C): nothing is in it']);
  });
});
