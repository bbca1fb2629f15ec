import { z } from 'zod';
import { Words } from '../shop-facts/shop-facts.js';
import { INDENT } from '../words/words.js';

/** Goods of a parcel, as the slip names them. */
export const SlipLine = z.strictObject({
  sku: Words(64),
  name: Words(200),
  /** Units in this parcel. */
  quantity: z.int().min(1).max(999_999),
  /** Yen for one; needed where prices are shown. */
  unitPriceYen: z.int().min(0).max(99_999_999).optional(),
  /** Percent; 8 is marked as reduced. */
  taxRate: z.union([z.literal(0), z.literal(8), z.literal(10)]).optional(),
  /** Of a set: what it is made of, in units of this parcel. */
  parts: z
    .array(z.strictObject({ sku: Words(64), name: Words(200), quantity: z.int().min(1).max(999_999) }))
    .min(1)
    .max(200)
    .optional(),
  /** Of a set of which only these parts are in this parcel. */
  incomplete: z.boolean().optional(),
});
export type SlipLine = z.infer<typeof SlipLine>;

/** A line, or a part beneath the line of its set. */
export type SlipRow = SlipLine & { readonly isPart?: true };

export const rowsOf = (line: SlipLine): SlipRow[] => [
  line,
  ...(line.parts ?? []).map((part): SlipRow => ({ ...part, isPart: true })),
];

/** What lies in the parcel: of a set its parts. */
export const unitsOf = ({ quantity, parts }: SlipLine): number =>
  parts === undefined ? quantity : parts.reduce((sum, part) => sum + part.quantity, 0);

export const nameOf = ({ name, isPart, incomplete }: SlipRow): string => {
  if (isPart) return `${INDENT}・${name}`;
  return incomplete ? `${name}(一部)` : name;
};
