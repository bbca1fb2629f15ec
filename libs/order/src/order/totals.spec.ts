import fc from 'fast-check';
import { totalOf, type Priced } from './totals.js';

const line = (quantity: number, unitPrice: number, taxRate: 0 | 8 | 10 = 10) => ({
  quantity,
  unitPrice,
  taxRate,
});
const charge = (amount: number, taxRate: 0 | 8 | 10 = 10) => ({ kind: 'postage', amount, taxRate }) as const;
const discount = (amount: number, taxRate: 0 | 8 | 10 = 10) =>
  ({ kind: 'coupon', amount, taxRate, bornBy: 'shop' }) as const;
const priced = (parts: Partial<Priced>): Priced => ({
  taxMode: 'included',
  lines: [],
  charges: [],
  discounts: [],
  ...parts,
});

describe('the total', () => {
  it.each<[string, Partial<Priced>, number]>([
    ['one line', { lines: [line(2, 1500)] }, 3000],
    [
      'lines + charges - discounts',
      { lines: [line(2, 1500), line(1, 980, 8)], charges: [charge(300)], discounts: [discount(100)] },
      4180,
    ],
    ['nothing to pay', { lines: [line(1, 500)], discounts: [discount(500)] }, 0],
    ['a gift', { lines: [line(1, 0)] }, 0],
    ['tax excluded: added and rounded down', { taxMode: 'excluded', lines: [line(1, 999)] }, 1098],
    [
      'tax excluded: rounded once per rate, not per line',
      { taxMode: 'excluded', lines: [line(1, 15), line(1, 15), line(1, 15)] },
      49,
    ],
    [
      'tax excluded: each rate by itself',
      { taxMode: 'excluded', lines: [line(1, 19, 8), line(1, 19, 10), line(1, 19, 0)] },
      59,
    ],
    [
      'tax excluded: a discount lowers the tax',
      { taxMode: 'excluded', lines: [line(1, 1000)], discounts: [discount(100)] },
      990,
    ],
    ['more discount than goods', { lines: [line(1, 100)], discounts: [discount(150)] }, -50],
    [
      'the dearest order there is',
      { lines: Array.from({ length: 200 }, () => line(9_999, 999_999_999)) },
      1_999_799_998_000_200,
    ],
  ])('%s', (_name, parts, total) => expect(totalOf(priced(parts))).toBe(total));

  it('with the tax excluded lies at most one yen per rate under the exact sum', () => {
    const rate = fc.constantFrom<0 | 8 | 10>(0, 8, 10);
    const lines = fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 99 }), unitPrice: fc.nat(99_999), taxRate: rate }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(lines, (given) => {
        const exact = given.reduce(
          (sum, { quantity, unitPrice, taxRate }) => sum + (quantity * unitPrice * (100 + taxRate)) / 100,
          0,
        );
        const total = totalOf(priced({ taxMode: 'excluded', lines: given }));
        expect(total).toBeLessThanOrEqual(exact + 1e-6);
        expect(exact - total).toBeLessThan(3);
      }),
    );
  });
});
