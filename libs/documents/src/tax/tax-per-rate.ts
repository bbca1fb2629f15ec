export type TaxRate = 0 | 8 | 10;
export type TaxMode = 'included' | 'excluded';
export type Rounding = 'down' | 'half-up' | 'up';

/** What an invoice must state of one rate. All in yen. */
export interface RateTotal {
  readonly taxRate: TaxRate;
  readonly withoutTaxYen: number;
  readonly taxYen: number;
  readonly withTaxYen: number;
}

/** Highest first, as invoices list them. */
const RATES = [10, 8, 0] as const;
const PERCENT = 100;

/**
 * The totals of each rate that occurs. The tax is computed from the sum and rounded once for each rate and document; rounding
 * line by line is not allowed on a qualified invoice (消費税法施行令70条の10; 国税庁 インボイスQ&A 問57).
 */
export const taxPerRate = (
  amounts: readonly { readonly amountYen: number; readonly taxRate: TaxRate }[],
  mode: TaxMode,
  rounding: Rounding,
): RateTotal[] =>
  RATES.filter((rate) => amounts.some(({ taxRate }) => taxRate === rate)).map((taxRate) => {
    const sum = amounts
      .filter((amount) => amount.taxRate === taxRate)
      .reduce((total, { amountYen }) => total + amountYen, 0);
    const divisor = mode === 'included' ? PERCENT + taxRate : PERCENT;
    const taxYen = divided(sum * taxRate, divisor, rounding);
    return mode === 'included'
      ? { taxRate, withoutTaxYen: sum - taxYen, taxYen, withTaxYen: sum }
      : { taxRate, withoutTaxYen: sum, taxYen, withTaxYen: sum + taxYen };
  });

/** In whole numbers; less than nothing is rounded as its amount is, so that a return takes back what the sale added. */
const divided = (dividend: number, divisor: number, rounding: Rounding): number => {
  const amount = Math.abs(dividend);
  const rest = amount % divisor;
  const down = (amount - rest) / divisor;
  const isUp = rest > 0 && (rounding === 'up' || (rounding === 'half-up' && 2 * rest >= divisor));
  const yen = isUp ? down + 1 : down;
  return dividend < 0 && yen !== 0 ? -yen : yen;
};

export const totalWithTaxYen = (totals: readonly RateTotal[]): number =>
  totals.reduce((sum, { withTaxYen }) => sum + withTaxYen, 0);
