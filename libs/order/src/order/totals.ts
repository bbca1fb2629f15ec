import type { Charge, Discount, Money, TaxRate } from '@okuru/contracts';
import type { z } from 'zod';

type Rate = z.infer<typeof TaxRate>;
type TaxMode = z.infer<typeof Money>['taxMode'];

/** What an order's total is made of. */
export interface Priced {
  readonly taxMode: TaxMode;
  readonly lines: readonly {
    readonly quantity: number;
    readonly unitPrice: number;
    readonly taxRate: Rate;
  }[];
  readonly charges: readonly z.infer<typeof Charge>[];
  readonly discounts: readonly z.infer<typeof Discount>[];
}

/**
 * Yen the buyer pays. With the tax excluded it is added once per rate over the whole document and rounded down,
 * because the qualified invoice (インボイス制度) forbids rounding line by line.
 */
export const totalOf = (priced: Priced): number => {
  const baseByRate = sumsByRate(priced);
  let total = 0;
  for (const [rate, base] of baseByRate) {
    total += base + (priced.taxMode === 'excluded' ? Math.trunc((base * rate) / 100) : 0);
  }
  return total;
};

const sumsByRate = ({ lines, charges, discounts }: Priced): Map<Rate, number> => {
  const sums = new Map<Rate, number>();
  const add = (rate: Rate, yen: number) => sums.set(rate, (sums.get(rate) ?? 0) + yen);
  for (const line of lines) add(line.taxRate, line.quantity * line.unitPrice);
  for (const charge of charges) add(charge.taxRate, charge.amount);
  for (const discount of discounts) add(discount.taxRate, -discount.amount);
  return sums;
};
