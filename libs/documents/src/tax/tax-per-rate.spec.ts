import fc from 'fast-check';
import { type TaxRate, taxPerRate } from './tax-per-rate.js';

const taxes = (...arguments_: Parameters<typeof taxPerRate>): number[][] =>
  taxPerRate(...arguments_).map(({ taxRate, withoutTaxYen, taxYen, withTaxYen }) => [
    taxRate,
    withoutTaxYen,
    taxYen,
    withTaxYen,
  ]);

describe('tax per rate', () => {
  it('rounds once for each rate, not line by line', () => {
    // Line by line each 99 yen would bear 9 (10 %) yen of tax, 27 together.
    const three = Array.from({ length: 3 }, () => ({ amountYen: 99, taxRate: 10 as const }));
    expect(taxes(three, 'excluded', 'down')).toEqual([[10, 297, 29, 326]]);
  });

  it.each([
    [
      'included',
      'down',
      [
        [10, 7046, 704, 7750],
        [8, 3278, 262, 3540],
        [0, 500, 0, 500],
      ],
    ],
    [
      'included',
      'half-up',
      [
        [10, 7045, 705, 7750],
        [8, 3278, 262, 3540],
        [0, 500, 0, 500],
      ],
    ],
    [
      'included',
      'up',
      [
        [10, 7045, 705, 7750],
        [8, 3277, 263, 3540],
        [0, 500, 0, 500],
      ],
    ],
    [
      'excluded',
      'down',
      [
        [10, 7750, 775, 8525],
        [8, 3540, 283, 3823],
        [0, 500, 0, 500],
      ],
    ],
  ] as const)('%s, rounded %s', (mode, rounding, expected) => {
    const amounts = [
      { amountYen: 3540, taxRate: 8 as const },
      { amountYen: 8050, taxRate: 10 as const },
      { amountYen: 500, taxRate: 0 as const },
      { amountYen: -300, taxRate: 10 as const },
    ];
    expect(taxes(amounts, mode, rounding)).toEqual(expected);
  });

  it('takes back with a return what the sale of the same goods added', () => {
    const amount = fc.record({
      amountYen: fc.integer({ min: 0, max: 10_000_000 }),
      taxRate: fc.constantFrom<TaxRate>(0, 8, 10),
    });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('included' as const, 'excluded' as const),
        fc.constantFrom('down' as const, 'half-up' as const, 'up' as const),
        (sold, mode, rounding) => {
          const back = sold.map(({ amountYen, taxRate }) => ({ amountYen: -amountYen, taxRate }));
          const [there, here] = [taxPerRate(sold, mode, rounding), taxPerRate(back, mode, rounding)];
          return there.every(
            (rate, at) =>
              rate.taxYen + (here[at]?.taxYen ?? NaN) === 0 &&
              rate.withTaxYen === rate.withoutTaxYen + rate.taxYen &&
              Math.abs(rate.withoutTaxYen * rate.taxRate - rate.taxYen * 100) < 100 + rate.taxRate,
          );
        },
      ),
    );
  });
});
