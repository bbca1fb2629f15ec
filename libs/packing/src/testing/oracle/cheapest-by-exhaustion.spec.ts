import { DEFAULT_PACK_RULES, type Carton, type PackItem, type PackRules } from '../../types.js';
import { cheapestByExhaustion } from './cheapest-by-exhaustion.js';

const CELL = 10;
const RULES: PackRules = { ...DEFAULT_PACK_RULES, paddingMm: CELL };
const goods = (sku: string, quantity: number, l: number, w: number, h: number, more = {}): PackItem => ({
  sku,
  quantity,
  size: { lengthMm: l * CELL, widthMm: w * CELL, heightMm: h * CELL },
  weightGrams: 100,
  ...more,
});
const carton = (code: string, l: number, w: number, h: number, costYen: number, more = {}): Carton => ({
  code,
  kind: 'carton',
  inner: { lengthMm: l * CELL, widthMm: w * CELL, heightMm: h * CELL },
  outer: { lengthMm: l * CELL, widthMm: w * CELL, heightMm: h * CELL },
  emptyWeightGrams: 0,
  grossWeightGramsMax: 5_000,
  costYen,
  ...more,
});
const yenOf = (items: PackItem[], cartons: Carton[], rules: Partial<PackRules> = {}): number | undefined => {
  const answer = cheapestByExhaustion(
    items,
    cartons,
    { ...RULES, ...rules },
    ({ kind }) => kind.costYen,
    CELL,
  );
  if (answer === 'gave-up') throw new Error('the oracle gave up');
  return answer.best?.yen;
};

describe('cheapestByExhaustion', () => {
  it('knows the pinwheel: five bricks round a hole that no cut divides', () => {
    const bricks = goods('brick', 4, 3, 2, 1);
    expect(yenOf([bricks, goods('core', 1, 1, 1, 1)], [carton('square', 5, 5, 1, 10)])).toBe(10);
    expect(yenOf([{ ...bricks, quantity: 5 }], [carton('square', 5, 5, 1, 10)])).toBe(20);
  });

  it('puts a unit under an overhang', () => {
    const foot = goods('foot', 1, 2, 3, 2, { flatOnly: true });
    const roof = goods('roof', 1, 3, 3, 1, { flatOnly: true, doNotStack: true });
    const coin = goods('coin', 2, 1, 1, 1);
    expect(yenOf([foot, roof, coin], [carton('box', 3, 3, 3, 10)], { supportShareMin: 0.6 })).toBe(10);
    expect(yenOf([foot, roof], [carton('box', 3, 3, 3, 10)], { supportShareMin: 0.7 })).toBe(20);
  });

  it('takes two parcels where they are cheaper, as long as there are packages', () => {
    const twice = goods('cube', 2, 2, 2, 2);
    const small = carton('small', 2, 2, 2, 10);
    const large = carton('large', 4, 2, 2, 30);
    expect(yenOf([twice], [small, large])).toBe(20);
    expect(yenOf([twice], [{ ...small, stock: 1 }, large])).toBe(30);
    expect(yenOf([twice], [{ ...small, stock: 1 }])).toBeUndefined();
  });

  it('loads goods no more than they bear, through the whole pile', () => {
    const tray = goods('tray', 3, 2, 2, 1, { flatOnly: true, loadOnTopGramsMax: 200 });
    expect(yenOf([tray], [carton('pile', 2, 2, 3, 10)])).toBe(10);
    expect(yenOf([{ ...tray, loadOnTopGramsMax: 199 }], [carton('pile', 2, 2, 3, 10)])).toBe(20);
  });

  it('slides goods to the middle before it calls a box out of balance', () => {
    const rule = { centreOfMass: { offsetShareMax: 0.25, fromGrams: 0 } };
    const lead = goods('lead', 1, 1, 2, 1, { weightGrams: 900 });
    const foam = goods('foam', 1, 4, 2, 1, { weightGrams: 10 });
    const box = carton('box', 5, 2, 1, 10);
    expect(yenOf([lead], [box], rule)).toBe(10);
    expect(yenOf([lead, foam], [box])).toBe(10);
    expect(yenOf([lead, foam], [box], rule)).toBe(20);
  });

  it('refuses lengths that are off the grid, because then it would prove nothing', () => {
    expect(() =>
      yenOf([{ ...goods('a', 1, 1, 1, 1), size: { lengthMm: 5, widthMm: 10, heightMm: 10 } }], []),
    ).toThrow('a: 5 mm is no whole number of cells of 10 mm');
  });
});
