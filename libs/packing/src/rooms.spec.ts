import { closedAt, innerOf, roomsOf } from './rooms.js';
import { shapesOf } from './shape.js';
import { DEFAULT_PACK_RULES, type FoldingBox, type OwnBox, type SizeMm, type SoftPackage } from './types.js';

const mm = (lengthMm: number, widthMm: number, heightMm: number): SizeMm => ({ lengthMm, widthMm, heightMm });
const COMMON = { emptyWeightGrams: 20, grossWeightGramsMax: 2_000, costYen: 15 };

const BAG: SoftPackage = {
  ...COMMON,
  code: 'bag',
  kind: 'mailer-bag',
  flat: { lengthMm: 300, widthMm: 200 },
  wallMm: 1,
  thicknessMmMax: 40,
};
const FOLDING: FoldingBox = {
  ...COMMON,
  code: 'fold',
  kind: 'folding-box',
  inner: mm(300, 200, 150),
  outer: mm(306, 206, 160),
  innerHeightMmMin: 50,
};
const OWN: OwnBox = { ...COMMON, code: 'own', kind: 'own-box' };

const bookOf = (heightMm: number, quantity: number) =>
  shapesOf(
    [{ sku: 'book', quantity, size: mm(180, 120, heightMm), weightGrams: 200, flatOnly: true }],
    DEFAULT_PACK_RULES,
  );

describe('roomsOf', () => {
  it('gives a bag one room for each thickness its goods can have: what it gains in thickness it loses in the plan', () => {
    expect(roomsOf(BAG, bookOf(15, 3))).toEqual([
      { inner: mm(285, 185, 15), outer: mm(287, 187, 17) },
      { inner: mm(270, 170, 30), outer: mm(272, 172, 32) },
    ]);
  });

  it('folds a box down to its goods, but never below its least height', () => {
    expect(
      roomsOf(FOLDING, bookOf(40, 4)).map(({ inner, outer }) => [inner.heightMm, outer.heightMm]),
    ).toEqual([
      [50, 60],
      [80, 90],
      [120, 130],
    ]);
  });

  it('sends goods in their own box only where they may go so', () => {
    const goods = [
      { sku: 'lamp', quantity: 1, size: mm(200, 200, 300), weightGrams: 900, shipsInOwnBox: true },
      { sku: 'cup', quantity: 1, size: mm(80, 80, 90), weightGrams: 300 },
    ];
    expect(roomsOf(OWN, shapesOf(goods, DEFAULT_PACK_RULES))).toEqual([
      { inner: mm(200, 200, 300), outer: mm(200, 200, 300), soleSku: 'lamp' },
    ]);
  });

  it('closes no package over contents that are too high', () => {
    expect(closedAt(BAG, 41)).toBeUndefined();
    expect(closedAt(FOLDING, 151)).toBeUndefined();
  });

  it('tells the inside of a closed package from its outside', () => {
    for (const kind of [BAG, FOLDING])
      for (const { inner, outer } of roomsOf(kind, bookOf(15, 3)))
        expect(innerOf(kind, outer)).toEqual(inner);
  });
});

describe('shapesOf', () => {
  const turnsOf = (more: object): string[] =>
    shapesOf(
      [{ sku: 'a', quantity: 1, size: mm(30, 20, 10), weightGrams: 5, ...more }],
      DEFAULT_PACK_RULES,
    )[0]!
      .turns.map(({ bare, sealed }) => `${bare.join('x')}${sealed ? ' sealed' : ''}`)
      .sort();

  it('lays flat-only goods on their largest face', () => {
    expect(turnsOf({ flatOnly: true })).toEqual(['20x30x10', '30x20x10']);
  });

  it('keeps liquids upright', () => {
    expect(turnsOf({ liquid: true, size: mm(10, 20, 30) })).toEqual(['10x20x30', '20x10x30']);
  });

  it('offers goods that fold in both sizes', () => {
    expect(turnsOf({ flatOnly: true, foldedSize: mm(15, 20, 20) })).toEqual([
      '20x20x15',
      '20x30x10',
      '30x20x10',
    ]);
  });

  it('presses goods along their thinnest side only, and lets nothing stand on them then', () => {
    expect(turnsOf({ flatOnly: true, compressesTo: 0.5 })).toEqual([
      '20x30x10',
      '20x30x5 sealed',
      '30x20x10',
      '30x20x5 sealed',
    ]);
    expect(turnsOf({ flatOnly: true, compressesTo: 0.5, battery: true })).toEqual(['20x30x10', '30x20x10']);
  });

  it('refuses goods that can neither lie nor stand as they must', () => {
    expect(() => turnsOf({ flatOnly: true, keepUpright: true, size: mm(10, 20, 30) })).toThrow(
      /^a: cannot both/,
    );
  });
});
