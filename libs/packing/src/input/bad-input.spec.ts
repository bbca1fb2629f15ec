import { packCheapest } from '../cheapest/pack-cheapest.js';
import { UNITS_MAX } from './merged-items.js';
import {
  DEFAULT_PACK_RULES,
  type Carton,
  type PackageKind,
  type PackItem,
  type PackRules,
} from '../types.js';

const CUP: PackItem = {
  sku: 'cup',
  quantity: 1,
  size: { lengthMm: 10, widthMm: 20, heightMm: 30 },
  weightGrams: 1,
};

const BOX: Carton = {
  code: 'box',
  kind: 'carton',
  inner: { lengthMm: 200, widthMm: 150, heightMm: 100 },
  outer: { lengthMm: 206, widthMm: 156, heightMm: 110 },
  emptyWeightGrams: 150,
  grossWeightGramsMax: 10_000,
  costYen: 60,
};

const FOLDING = { ...BOX, kind: 'folding-box', innerHeightMmMin: 30 } as const;

const BAG = {
  code: 'bag',
  kind: 'mailer-bag',
  flat: { lengthMm: 330, widthMm: 240 },
  wallMm: 1,
  thicknessMmMax: 60,
  emptyWeightGrams: 15,
  grossWeightGramsMax: 1_000,
  costYen: 12,
} as const;

const packed = (items: PackItem[], packages: PackageKind[] = [BOX], rules: Partial<PackRules> = {}) =>
  packCheapest(items, packages, { ...DEFAULT_PACK_RULES, ...rules }, ({ kind }) => kind.costYen);

/** What is thrown names the item, package or rule and what is wrong with it. */
const refuses = (message: string, ask: () => unknown): void => {
  expect(ask).toThrow(RangeError);
  expect(ask).toThrow(message);
};

describe('a price that is none', () => {
  it.each([Number.NaN, -1])('of %s yen is refused with the name of its package', (yen) => {
    refuses(`box: a price of ${yen} yen is none`, () =>
      packCheapest([CUP], [BOX], DEFAULT_PACK_RULES, () => yen),
    );
  });

  it('does not hide that a parcel may cost nothing or may not go', () => {
    expect(packCheapest([CUP], [BOX], DEFAULT_PACK_RULES, () => 0).best?.yen).toBe(0);
    expect(packCheapest([CUP], [BOX], DEFAULT_PACK_RULES, () => null).best).toBeUndefined();
  });
});

describe('what makes no sense is named before any search', () => {
  it.each<[string, Partial<PackItem>[]]>([
    ['cup: quantity 1.5 is not a count', [{ quantity: 1.5 }]],
    ['cup: quantity -1 is not a count', [{ quantity: -1 }]],
    ['cup: a side of 0 mm is no size', [{ size: { ...CUP.size, widthMm: 0 } }]],
    ['cup: a side of NaN mm is no size', [{ foldedSize: { ...CUP.size, heightMm: Number.NaN } }]],
    ['cup: -1 g is no weight', [{ weightGrams: -1 }]],
    ['cup: a load of -1 g is no limit', [{ loadOnTopGramsMax: -1 }]],
    ['cup: compressesTo 0 is not in (0, 1]', [{ compressesTo: 0 }]],
    ['cup: cannot both lie flat and stay upright', [{ flatOnly: true, keepUpright: true }]],
    ['cup is given with two descriptions', [{}, { weightGrams: 2 }]],
    [`${UNITS_MAX + 1} units are more than`, [{ quantity: UNITS_MAX }, { sku: 'mug' }]],
  ])('%s', (message, lines) => {
    refuses(message, () => packed(lines.map((line) => ({ ...CUP, ...line }))));
  });

  it.each<[string, PackageKind[]]>([
    ['box: two packages have this code', [BOX, { ...BOX, costYen: 1 }]],
    ['box: stock 0.5 is not a count', [{ ...BOX, stock: 0.5 }]],
    ['box: emptyWeightGrams -1 is no weight', [{ ...BOX, emptyWeightGrams: -1 }]],
    ['box: costYen -1 is no price', [{ ...BOX, costYen: -1 }]],
    ['box: inner.heightMm 0 is no length', [{ ...BOX, inner: { ...BOX.inner, heightMm: 0 } }]],
    [
      'box: outer.lengthMm is smaller than the inside',
      [{ ...BOX, kind: 'carrier-box', carrier: 'yamato', outer: { ...BOX.outer, lengthMm: 199 } }],
    ],
    ['box: innerHeightMmMin must be above 0', [{ ...FOLDING, innerHeightMmMin: 101 }]],
    ['bag: flat must have a length and a width', [{ ...BAG, flat: { lengthMm: 330, widthMm: 0 } }]],
    ['bag: wallMm -1 is no thickness', [{ ...BAG, wallMm: -1 }]],
    ['bag: thicknessMmMax must be above 0 and below the flat width', [{ ...BAG, thicknessMmMax: 240 }]],
  ])('%s', (message, packages) => {
    refuses(message, () => packed([CUP], packages));
  });

  it.each<[string, Partial<PackRules>]>([
    ['paddingMm -1 is no length', { paddingMm: -1 }],
    ['attemptsMax must be at least 1', { attemptsMax: 0 }],
    ['packingsMax must be at least 1', { packingsMax: 0 }],
    ['supportShareMin must be in (0, 1]', { supportShareMin: 1.1 }],
    [
      'centreOfMass.offsetShareMax must be in (0, 0.5]',
      { centreOfMass: { offsetShareMax: 0.6, fromGrams: 0 } },
    ],
    ['centreOfMass.fromGrams must not be below 0', { centreOfMass: { offsetShareMax: 0.2, fromGrams: -1 } }],
  ])('%s', (message, rules) => {
    refuses(message, () => packed([CUP], [BOX], rules));
  });

  it('all of it stands at the edge of what makes sense', () => {
    expect(packed([CUP], [FOLDING, BAG], { supportShareMin: 1, attemptsMax: 1 }).best?.yen).toBe(12);
  });
});
