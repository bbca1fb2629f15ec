import { checkPacking } from '../check/check-packing.js';
import { DEFAULT_PACK_RULES as RULES, type Carton, type PackItem } from '../types.js';
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
