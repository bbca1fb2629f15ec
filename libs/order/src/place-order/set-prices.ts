/** One part of a set, and what so many units of it weigh in the price. */
export interface WeighedPart {
  readonly sku: string;
  /** Units in one set. */
  readonly quantity: number;
  /** Yen of one unit in the item master; null: not known here. */
  readonly valueYen: number | null;
}

/** Units of a part in one set that cost the same. */
interface PricedPart {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

/**
 * Divides the price of one set over its parts, to the yen: sum of quantity × unitPrice = priceYen, whatever the values are.
 * Units are priced by value, and yen that are left go by the largest remainders to parts whose units they all can make a yen
 * dearer; then to a part of which there is one unit. Only where there is none, units of one part differ by a yen and stand
 * on two lines. One set is divided and not the whole line, so that each set of a line costs the same.
 */
export const pricedParts = (priceYen: number, parts: readonly WeighedPart[]): PricedPart[] => {
  const { priced, left } = pricedByValue(priceYen, parts);
  if (left === 0) return priced.map(plain);
  const single = priced.find(({ quantity }) => quantity === 1);
  // More units than yen are left, so some part was passed over: it has more units than there are yen.
  const halved = single ? undefined : priced.find(({ raised }) => !raised);
  return priced.flatMap((part) => {
    const { sku, quantity, unitPrice } = part;
    if (part === single) return [{ sku, quantity, unitPrice: unitPrice + left }];
    if (part !== halved) return [plain(part)];
    return [
      { sku, quantity: quantity - left, unitPrice },
      { sku, quantity: left, unitPrice: unitPrice + 1 },
    ];
  });
};

interface Priced extends PricedPart {
  /** A yen above what its value gives it, rounded down. */
  readonly raised: boolean;
}

const plain = ({ sku, quantity, unitPrice }: Priced): PricedPart => ({ sku, quantity, unitPrice });

/** Whole numbers throughout: price times value outgrows what a number holds exactly. */
const pricedByValue = (yen: number, parts: readonly WeighedPart[]): { priced: Priced[]; left: number } => {
  const weights = weightsOf(parts);
  const all = parts.reduce((sum, { quantity }, index) => sum + BigInt(quantity) * weights[index]!, 0n);
  const exact = parts.map(({ sku, quantity }, index) => {
    const wanted = BigInt(yen) * weights[index]!;
    return { sku, quantity, unitPrice: Number(wanted / all), rest: wanted % all };
  });
  let left = yen - exact.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const raised = new Set<string>();
  for (const { sku, quantity } of [...exact].sort(
    (a, b) => Number(a.rest < b.rest) - Number(a.rest > b.rest),
  )) {
    if (quantity > left) continue;
    raised.add(sku);
    left -= quantity;
  }
  const priced = exact.map(({ sku, quantity, unitPrice }) => ({
    ...{ sku, quantity, raised: raised.has(sku) },
    unitPrice: unitPrice + Number(raised.has(sku)),
  }));
  return { priced, left };
};

/** Of one unit. Where a value is unknown, or nothing is worth anything, units weigh alike. */
const weightsOf = (parts: readonly WeighedPart[]): bigint[] => {
  const byValue =
    parts.every(({ valueYen }) => valueYen !== null) && parts.some(({ valueYen }) => valueYen !== 0);
  return parts.map(({ valueYen }) => BigInt(byValue ? (valueYen ?? 0) : 1));
};
