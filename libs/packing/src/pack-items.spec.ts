import { checkPacking } from './check/check-packing.js';
import { UNITS_MAX } from './merged-items.js';
import { packItems } from './pack-items.js';
import {
  DEFAULT_PACK_RULES as RULES,
  type Carton,
  type PackageKind,
  type PackItem,
  type PackRules,
  type SizeMm,
} from './types.js';

const mm = (lengthMm: number, widthMm: number, heightMm: number): SizeMm => ({ lengthMm, widthMm, heightMm });

const anItem = (sku: string, size: SizeMm, more: Partial<PackItem> = {}): PackItem => ({
  sku,
  quantity: 1,
  size,
  weightGrams: 200,
  ...more,
});

const aCarton = (code: string, inner: SizeMm, costYen: number, more: Partial<Carton> = {}): Carton => ({
  code,
  kind: 'carton',
  inner,
  outer: mm(inner.lengthMm + 6, inner.widthMm + 6, inner.heightMm + 10),
  emptyWeightGrams: 150,
  grossWeightGramsMax: 10_000,
  costYen,
  ...more,
});

const SMALL = aCarton('small', mm(200, 150, 100), 60);
const LARGE = aCarton('large', mm(400, 300, 200), 150);

/** Packs, proves every answer safe, and hands the result on. */
const packSafely = (items: PackItem[], packages: PackageKind[], rules: PackRules = RULES) => {
  const result = packItems(items, packages, rules);
  for (const packing of result.packings) expect(checkPacking(items, packages, packing, rules)).toEqual([]);
  return result;
};

const codes = (result: ReturnType<typeof packItems>): string[][] =>
  result.packings.map(({ packages }) => packages.map(({ packageCode }) => packageCode));

describe('packItems', () => {
  it('answers every single package that takes all, the cheapest first', () => {
    const result = packSafely([anItem('cup', mm(100, 100, 90), { quantity: 2 })], [LARGE, SMALL]);
    expect(codes(result)).toEqual([['small'], ['large']]);
    expect(result.packings[0]!.packages[0]!.grossWeightGrams).toBe(550);
    expect(result.refusals).toEqual([]);
  });

  it('says why a package was not used', () => {
    const tiny = aCarton('tiny', mm(50, 50, 50), 10);
    const weak = aCarton('weak', mm(300, 300, 300), 20, { grossWeightGramsMax: 500 });
    const flat = aCarton('flat', mm(900, 900, 20), 30);
    const result = packSafely([anItem('cup', mm(100, 100, 90), { quantity: 2 })], [tiny, weak, flat, LARGE]);
    expect(codes(result)).toEqual([['large']]);
    expect(result.refusals).toEqual([
      { packageCode: 'tiny', reason: 'too-small' },
      { packageCode: 'weak', reason: 'too-heavy' },
      { packageCode: 'flat', reason: 'does-not-fit' },
    ]);
  });

  it('says so when the search found no way though volume and weight would do', () => {
    const result = packSafely(
      [anItem('rod', mm(60, 60, 60), { quantity: 5 })],
      [aCarton('cube', mm(110, 110, 110), 10)],
    );
    expect(result.refusals).toEqual([{ packageCode: 'cube', reason: 'search-budget-spent' }]);
    expect(codes(result)[0]).toHaveLength(5);
  });

  it('turns goods on any side, but never those that must stay upright', () => {
    const vase = anItem('vase', mm(80, 80, 190));
    expect(codes(packSafely([vase], [SMALL]))).toEqual([['small']]);
    expect(packSafely([{ ...vase, keepUpright: true }], [SMALL]).unpackable).toEqual(['vase']);
  });

  it('keeps filler round fragile goods', () => {
    const glass = anItem('glass', mm(170, 120, 70), { fragile: true });
    expect(packSafely([glass], [SMALL]).unpackable).toEqual(['glass']);
    expect(codes(packSafely([glass], [SMALL], { ...RULES, paddingMm: 15 }))).toEqual([['small']]);
  });

  it('lets nothing stand over goods that bear nothing', () => {
    const cake = anItem('cake', mm(200, 150, 40), { keepUpright: true, doNotStack: true });
    const box = anItem('box', mm(200, 150, 60), { keepUpright: true });
    const [packing] = packSafely([cake, box], [SMALL]).packings;
    expect(packing!.packages[0]!.placements.map(({ sku }) => sku)).toEqual(['box', 'cake']);
    expect(codes(packSafely([{ ...cake, quantity: 2 }], [SMALL]))).toEqual([['small', 'small']]);
  });

  it('keeps to the load a unit bears, counted through the whole pile', () => {
    const tray = anItem('tray', mm(200, 150, 25), { keepUpright: true, quantity: 4, loadOnTopGramsMax: 600 });
    expect(codes(packSafely([tray], [SMALL]))).toEqual([['small']]);
    expect(codes(packSafely([{ ...tray, loadOnTopGramsMax: 599 }], [SMALL]))).toEqual([['small', 'small']]);
  });

  it('sends several parcels when one does not do, each in the cheapest package for its goods', () => {
    const block = anItem('block', mm(400, 300, 200), { weightGrams: 3_000 });
    const cup = anItem('cup', mm(100, 100, 90));
    expect(codes(packSafely([block, cup], [LARGE, SMALL]))[0]!.sort()).toEqual(['large', 'small']);
  });

  it('splits by weight as well as by room', () => {
    const lead = anItem('lead', mm(50, 50, 50), { quantity: 5, weightGrams: 4_000 });
    expect(codes(packSafely([lead], [LARGE]))).toEqual([['large', 'large', 'large']]);
  });

  it('names the goods that fit no package and packs nothing silently', () => {
    const result = packSafely(
      [anItem('pole', mm(2_000, 20, 20)), anItem('cup', mm(100, 100, 90))],
      [SMALL, LARGE],
    );
    expect(result.unpackable).toEqual(['pole']);
    expect(result.packings).toEqual([]);
    expect(result.refusals.map(({ packageCode }) => packageCode)).toEqual(['small', 'large']);
  });

  it('counts units through the whole packing, lines of one sku together', () => {
    const lead = anItem('lead', mm(50, 50, 50), { quantity: 2, weightGrams: 4_000 });
    const [packing] = packSafely([lead, lead], [LARGE]).packings;
    const units = packing!.packages.flatMap(({ placements }) => placements.map(({ unit }) => unit));
    expect(units).toEqual([0, 1, 2, 3]);
  });

  it('answers no more ways than asked for', () => {
    const cartons = [1, 2, 3, 4].map((n) => aCarton(`c${n}`, mm(300, 300, 300), n));
    expect(
      codes(packSafely([anItem('cup', mm(100, 100, 90))], cartons, { ...RULES, packingsMax: 2 })),
    ).toEqual([['c1'], ['c2']]);
  });

  it('has nothing to say about no goods', () => {
    expect(packItems([], [SMALL], RULES)).toEqual({ packings: [], refusals: [], unpackable: [] });
  });

  it.each<[string, PackItem[], Partial<PackRules>]>([
    ['a quantity that is no count', [anItem('cup', mm(1, 1, 1), { quantity: 1.5 })], {}],
    ['a size of nothing', [anItem('cup', mm(1, 0, 1))], {}],
    ['a weight below zero', [anItem('cup', mm(1, 1, 1), { weightGrams: -1 })], {}],
    ['one sku with two sizes', [anItem('cup', mm(1, 1, 1)), anItem('cup', mm(1, 1, 2))], {}],
    ['a mistyped quantity', [anItem('cup', mm(1, 1, 1), { quantity: UNITS_MAX + 1 })], {}],
    ['no attempts', [anItem('cup', mm(1, 1, 1))], { attemptsMax: 0 }],
    ['a support share above the whole', [anItem('cup', mm(1, 1, 1))], { supportShareMin: 1.1 }],
  ])('throws at %s', (_case, items, rules) => {
    expect(() => packItems(items, [SMALL], { ...RULES, ...rules })).toThrow(RangeError);
  });
});
