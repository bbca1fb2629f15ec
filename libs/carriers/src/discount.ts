import type { ContractDiscount } from './types.js';

const ROUND = { down: Math.floor, nearest: Math.round, up: Math.ceil } as const;

/** The freight that a contract asks instead of the list price, yen; each discount applies to what the one before left. */
export const discounted = (listYen: number, discounts: readonly ContractDiscount[] = []): number =>
  discounts.reduce((yen, discount) => Math.max(0, afterOne(yen, discount)), listYen);

const afterOne = (yen: number, discount: ContractDiscount): number => {
  if (discount.kind === 'yen') return yen - discount.yen;
  const { percent, roundToYen, rounding } = discount;
  // Percent before the division: 1,100 at 15 % is 935 exactly, in binary fractions it is not.
  return ROUND[rounding]((yen * (100 - percent)) / (100 * roundToYen)) * roundToYen;
};
