import { z } from 'zod';
import { Day, Words } from '../shop-facts/shop-facts.js';

const LINES_MAX = 500;

/** A line of a bill; postage, fees and discounts are lines too. */
const BillLine = z.strictObject({
  /** When it was supplied, where the lines differ in it. */
  date: Day.optional(),
  name: Words(200),
  quantity: z.int().min(1).max(999_999),
  /** Yen for one, with or without tax as the bill's `taxMode` says; less than nothing for a discount. */
  unitPriceYen: z.int().min(-99_999_999).max(99_999_999),
  /** Percent; 8 is the reduced rate (軽減税率) and marked, 0 is not taxed. */
  taxRate: z.union([z.literal(0), z.literal(8), z.literal(10)]),
  /** Of a set: what it is made of, in units of the line. The line bears the price. */
  parts: z
    .array(z.strictObject({ name: Words(200), quantity: z.int().min(1).max(999_999) }))
    .min(1)
    .max(200)
    .optional(),
});
export type BillLine = z.infer<typeof BillLine>;

export const BillLines = z.array(BillLine).min(1).max(LINES_MAX);

export const amountYen = ({ quantity, unitPriceYen }: BillLine): number => quantity * unitPriceYen;

/** What `taxPerRate` takes. */
export const amountsOf = (
  lines: readonly BillLine[],
): { amountYen: number; taxRate: BillLine['taxRate'] }[] =>
  lines.map((line) => ({ amountYen: amountYen(line), taxRate: line.taxRate }));

export const exampleLines: BillLine[] = [
  { name: 'マグカップ 白(径 90 mm)', quantity: 2, unitPriceYen: 1500, taxRate: 10 },
  { name: '有田焼 角皿 7寸 染付', quantity: 1, unitPriceYen: 4280, taxRate: 10 },
  { name: '深煎り珈琲豆 ブラジル・サントスNo.2 200 g', quantity: 3, unitPriceYen: 1180, taxRate: 8 },
  { name: '送料', quantity: 1, unitPriceYen: 770, taxRate: 10 },
  { name: 'クーポン割引', quantity: 1, unitPriceYen: -300, taxRate: 10 },
];
