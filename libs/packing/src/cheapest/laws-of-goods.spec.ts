import { checkPacking } from '../check/check-packing.js';
import {
  DEFAULT_PACK_RULES as RULES,
  type Carton,
  type PackageKind,
  type PackItem,
  type PackRules,
  type SizeMm,
} from '../types.js';
import type { CheapestPacking, ParcelPrice } from './cheapest-packing.js';
import { packCheapest } from './pack-cheapest.js';

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

const byCost: ParcelPrice = ({ kind }) => kind.costYen;

/** Packs, proves every answer safe, and hands the result on. */
const packSafely = (items: PackItem[], packages: PackageKind[], rules: PackRules = RULES) => {
  const result = packCheapest(items, packages, rules, byCost);
  const alone = result.whole.flatMap((answer) => ('packed' in answer ? [{ packages: [answer.packed] }] : []));
  for (const packing of [...(result.best ? [result.best] : []), ...result.splits, ...alone])
    expect(checkPacking(items, packages, packing, rules)).toEqual([]);
  return result;
};

const codes = ({ best }: CheapestPacking): string[] | undefined =>
  best?.packages.map(({ packageCode }) => packageCode).sort();

describe('packCheapest, asked for the laws of goods', () => {
  it('turns goods on any side, but never those that must stay upright', () => {
    const vase = anItem('vase', mm(80, 80, 190));
    expect(codes(packSafely([vase], [SMALL]))).toEqual(['small']);
    expect(packSafely([{ ...vase, keepUpright: true }], [SMALL]).unpackable).toEqual(['vase']);
  });

  it('keeps filler round fragile goods', () => {
    const glass = anItem('glass', mm(170, 120, 70), { fragile: true });
    expect(packSafely([glass], [SMALL]).unpackable).toEqual(['glass']);
    expect(codes(packSafely([glass], [SMALL], { ...RULES, paddingMm: 15 }))).toEqual(['small']);
  });

  it('lets nothing stand over goods that bear nothing', () => {
    const cake = anItem('cake', mm(200, 150, 40), { keepUpright: true, doNotStack: true });
    const box = anItem('box', mm(200, 150, 60), { keepUpright: true });
    const { best } = packSafely([cake, box], [SMALL]);
    expect(best!.packages[0]!.placements.map(({ sku }) => sku)).toEqual(['box', 'cake']);
    expect(codes(packSafely([{ ...cake, quantity: 2 }], [SMALL]))).toEqual(['small', 'small']);
  });

  it('keeps to the load a unit bears, counted through the whole pile', () => {
    const tray = anItem('tray', mm(200, 150, 25), { keepUpright: true, quantity: 4, loadOnTopGramsMax: 600 });
    expect(codes(packSafely([tray], [SMALL]))).toEqual(['small']);
    expect(codes(packSafely([{ ...tray, loadOnTopGramsMax: 599 }], [SMALL]))).toEqual(['small', 'small']);
  });
});

describe('packCheapest, dividing and counting', () => {
  it('sends several parcels when one does not do, each in the cheapest package for its goods', () => {
    const block = anItem('block', mm(400, 300, 200), { weightGrams: 3_000 });
    const cup = anItem('cup', mm(100, 100, 90));
    expect(codes(packSafely([block, cup], [LARGE, SMALL]))).toEqual(['large', 'small']);
  });

  it('splits by weight as well as by room', () => {
    const lead = anItem('lead', mm(50, 50, 50), { quantity: 5, weightGrams: 4_000 });
    expect(codes(packSafely([lead], [LARGE]))).toEqual(['large', 'large', 'large']);
  });

  it('counts units through the whole packing, lines of one sku together, and weighs them with the package', () => {
    const lead = anItem('lead', mm(50, 50, 50), { quantity: 2, weightGrams: 4_000 });
    const { best } = packSafely([lead, lead], [LARGE]);
    const units = best!.packages.flatMap(({ placements }) => placements.map(({ unit }) => unit));
    expect(units).toEqual([0, 1, 2, 3]);
    expect(best!.packages.map(({ grossWeightGrams }) => grossWeightGrams)).toEqual([8_150, 8_150]);
  });

  it('tells a package of the wrong form from one of which every way to place the goods is ruled out', () => {
    const rods = anItem('rod', mm(60, 60, 60), { quantity: 5 });
    const flat = aCarton('flat', mm(900, 900, 20), 30);
    const { whole } = packSafely([rods], [aCarton('cube', mm(110, 110, 110), 10), flat]);
    expect(whole).toEqual([
      { packageCode: 'cube', reason: 'impossible' },
      { packageCode: 'flat', reason: 'does-not-fit' },
    ]);
  });

  it('answers no more splits than asked for, the cheapest first', () => {
    const leads = anItem('lead', mm(50, 50, 50), { quantity: 3, weightGrams: 5_000 });
    const kinds = [1, 2, 3, 4].map((n) => aCarton(`c${n}`, mm(60, 60, 60), n, { stock: 2 }));
    const all = packSafely([leads], kinds).splits.map(({ yen }) => yen);
    expect(all.length).toBeGreaterThan(1);
    expect(all).toEqual([...all].sort((a, b) => a - b));
    const one = packSafely([leads], kinds, { ...RULES, packingsMax: 1 });
    expect(one.splits.map(({ yen }) => yen)).toEqual([4]);
  });

  it('has nothing to say about no goods', () => {
    const nothing = { best: undefined, proof: { proven: true }, whole: [], splits: [], unpackable: [] };
    expect(packCheapest([], [SMALL], RULES, byCost)).toEqual(nothing);
    expect(packCheapest([anItem('cup', mm(1, 1, 1), { quantity: 0 })], [SMALL], RULES, byCost)).toEqual(
      nothing,
    );
  });
});
