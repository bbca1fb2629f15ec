import { checkPacking } from '../check/check-packing.js';
import { DEFAULT_PACK_RULES as RULES, type Carton, type PackageKind, type PackItem } from '../types.js';
import type { ParcelPrice } from './cheapest-packing.js';
import { packCheapest } from './pack-cheapest.js';

const cube = (sku: string, side: number, quantity = 1, weightGrams = 100): PackItem => ({
  sku,
  quantity,
  size: { lengthMm: side, widthMm: side, heightMm: side },
  weightGrams,
});

const carton = (code: string, side: number, costYen: number, more: Partial<Carton> = {}): Carton => ({
  code,
  kind: 'carton',
  inner: { lengthMm: side, widthMm: side, heightMm: side },
  outer: { lengthMm: side, widthMm: side, heightMm: side },
  emptyWeightGrams: 0,
  grossWeightGramsMax: 10_000,
  costYen,
  ...more,
});

/** Found in one box of 300 x 220 x 160 mm by the long look of the search and not by the short ones before it. */
const CUT_FROM_ONE_BOX = [
  [63, 220, 86],
  [37, 220, 108],
  [86, 220, 82],
  [92, 86, 220],
  [152, 37, 300],
  [63, 86, 220],
] as const;

const byCost: ParcelPrice = ({ kind }) => kind.costYen;
const codes = (packages: readonly { packageCode: string }[] | undefined): string[] | undefined =>
  packages?.map(({ packageCode }) => packageCode).sort();

describe('packCheapest', () => {
  it('takes five small parcels when they are cheaper than one large one, and proves it', () => {
    const goods = [cube('a', 100, 5)];
    const packages = [carton('S', 100, 20), carton('L', 300, 150)];
    const { best, proof } = packCheapest(goods, packages, RULES, byCost);
    expect(codes(best?.packages)).toEqual(['S', 'S', 'S', 'S', 'S']);
    expect(best?.yen).toBe(100);
    expect(proof).toEqual({ proven: true });
    expect(checkPacking(goods, packages, best!, RULES)).toEqual([]);
  });

  it('takes one when one is cheaper, and says why the others do not take all', () => {
    const packages = [
      carton('S', 100, 40),
      carton('L', 300, 150),
      carton('W', 400, 10, { grossWeightGramsMax: 400 }),
    ];
    const { best, whole, splits } = packCheapest([cube('a', 100, 5)], packages, RULES, (parcel) =>
      parcel.kind.code === 'W' && parcel.units.a! < 5 ? null : byCost(parcel),
    );
    expect(codes(best?.packages)).toEqual(['L']);
    expect(whole.map((answer) => ('reason' in answer ? answer.reason : answer.yen))).toEqual([
      150,
      'too-small',
      'too-heavy',
    ]);
    expect(splits).toEqual([]);
  });

  it('names the package that takes all for the whole too when only the long look finds how', () => {
    const inner = { lengthMm: 300, widthMm: 220, heightMm: 160 };
    const goods = CUT_FROM_ONE_BOX.map(([lengthMm, widthMm, heightMm], index) => ({
      ...cube(`piece-${index + 1}`, 1),
      size: { lengthMm, widthMm, heightMm },
    }));
    const packages = [carton('box', 300, 1, { inner, outer: inner })];
    const little = { ...RULES, attemptsMax: 3 };
    const { best, whole } = packCheapest(goods, packages, little, byCost, () => 1);
    expect(codes(best?.packages)).toEqual(['box']);
    expect(whole).toEqual([{ packageCode: 'box', packed: best!.packages[0], yen: 1 }]);
    expect(checkPacking(goods, packages, best!, RULES)).toEqual([]);
  });

  it('heeds a price that says no', () => {
    const packages = [carton('S', 100, 20), carton('L', 300, 150)];
    const { best, whole, proof } = packCheapest([cube('a', 100, 2)], packages, RULES, ({ kind, units }) =>
      kind.code === 'L' || units.a !== 1 ? null : 20,
    );
    expect(codes(best?.packages)).toEqual(['S', 'S']);
    expect(whole[0]).toMatchObject({ packageCode: 'L', yen: null });
    expect(proof).toEqual({ proven: true });
    const none = packCheapest([cube('a', 100, 2)], packages, RULES, () => null);
    expect(none).toMatchObject({ best: undefined, proof: { proven: true }, splits: [] });
  });

  it('names what fits nowhere', () => {
    const { best, unpackable } = packCheapest(
      [cube('a', 100), cube('huge', 900)],
      [carton('S', 100, 20)],
      RULES,
      byCost,
    );
    expect(best).toBeUndefined();
    expect(unpackable).toEqual(['huge']);
  });
});

describe('packCheapest of many packages', () => {
  it('takes no more packages than are left', () => {
    const goods = [cube('a', 100, 5)];
    const packages = [carton('S', 100, 20, { stock: 3 }), carton('L', 300, 150), carton('M', 100, 30)];
    const { best, proof } = packCheapest(goods, packages, RULES, byCost);
    expect(codes(best?.packages)).toEqual(['M', 'M', 'S', 'S', 'S']);
    expect(proof).toEqual({ proven: true });
    const gone = [carton('S', 100, 20, { stock: 0 }), carton('L', 300, 150, { stock: 1 })];
    const last = packCheapest(goods, gone, RULES, byCost);
    expect(codes(last.best?.packages)).toEqual(['L']);
    expect(last.whole).toContainEqual({ packageCode: 'S', reason: 'none-left' });
  });

  it('knows when too few packages are left for any way', () => {
    const { best, proof } = packCheapest(
      [cube('a', 100, 3)],
      [carton('S', 100, 20, { stock: 2 })],
      RULES,
      byCost,
    );
    expect(best).toBeUndefined();
    expect(proof).toEqual({ proven: true });
  });

  it('answers the same in whatever order lines and packages come', () => {
    const goods = [cube('a', 100, 2), cube('b', 70, 3, 900), cube('c', 130)];
    const packages = [
      carton('S', 150, 20),
      carton('M', 200, 70),
      carton('L', 300, 120),
      carton('T', 150, 20),
    ];
    const turned = packCheapest([...goods].reverse(), [...packages].reverse(), RULES, byCost);
    expect(turned).toEqual(packCheapest(goods, packages, RULES, byCost));
    const one = [cube('a', 100)];
    const twins = [carton('T', 150, 20), carton('S', 150, 20)];
    const chosen = [twins, [...twins].reverse()].map((kinds) => packCheapest(one, kinds, RULES, byCost));
    expect(codes(chosen[0]!.best?.packages)).toEqual(['S']);
    expect(chosen[1]).toEqual(chosen[0]);
  });

  it('states the outside of a bag and of the goods’ own box as closed', () => {
    const book: PackItem = {
      sku: 'book',
      quantity: 1,
      size: { lengthMm: 200, widthMm: 150, heightMm: 20 },
      weightGrams: 400,
      shipsInOwnBox: true,
    };
    const common = { emptyWeightGrams: 0, grossWeightGramsMax: 1_000, costYen: 1 };
    const bag = {
      ...common,
      code: 'B',
      flat: { lengthMm: 250, widthMm: 200 },
      wallMm: 1,
      thicknessMmMax: 30,
    };
    const packages: PackageKind[] = [
      { ...bag, kind: 'mailer-bag' },
      { ...common, code: 'O', kind: 'own-box' },
    ];
    const { whole } = packCheapest([book], packages, RULES, ({ outer }) => outer.heightMm);
    expect(whole).toMatchObject([
      { packed: { outer: { lengthMm: 232, widthMm: 182, heightMm: 22 } }, yen: 22 },
      { packed: { outer: book.size }, yen: 20 },
    ]);
  });
});

describe('packCheapest of an order too large to weigh every division', () => {
  const goods = Array.from({ length: 14 }, (_, index) => cube(`sku-${index + 10}`, 90 + index, 3, 300));
  const packages = [carton('S', 220, 60), carton('M', 330, 150), carton('L', 330, 400)];

  it('spreads it safely, and proves by the floor of the price what it can', () => {
    const { best, proof } = packCheapest(goods, packages, RULES, byCost, ({ costYen }) => costYen);
    expect(checkPacking(goods, packages, best!, RULES)).toEqual([]);
    const lowest = proof.proven ? best!.yen : proof.lowerBoundYen;
    expect(lowest).toBeLessThanOrEqual(best!.yen);
    expect(lowest).toBeGreaterThan(best!.yen / 2);
  });

  it('claims no bound when nothing is promised about the price', () => {
    expect(packCheapest(goods, packages, RULES, byCost).proof).toEqual({ proven: false, lowerBoundYen: 0 });
  });

  it('stops at once when one parcel costs no more than any two', () => {
    let asked = 0;
    const price: ParcelPrice = () => {
      asked += 1;
      return 100;
    };
    const few = goods.slice(0, 11).map((item) => ({ ...item, quantity: 1 }));
    const { best, proof } = packCheapest(few, [carton('XL', 500, 0)], RULES, price, () => 100);
    expect(best?.packages).toHaveLength(1);
    expect(proof).toEqual({ proven: true });
    expect(asked).toBe(1);
  });
});
