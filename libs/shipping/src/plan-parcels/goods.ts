import type { ItemFacts } from '@okuru/contracts';
import type { PackItem } from '@okuru/packing';
import { packItemOf } from '../choose-packaging/pack-item.js';
import type { ReservedLine } from '../shipment/shipment.js';

/** The record of a plan that left the package to a person, or of a box that kept its package when its rest went into another. */
export interface LeftToAPerson {
  readonly leftToAPerson: 'size-unknown' | 'parcel-split';
  readonly skus: readonly string[];
  /** 採寸: with their size and weight the next order of these goods is planned like any other. */
  readonly measuringProposed: readonly string[];
  /** Nothing is reckoned without a size. */
  readonly expectedLoss: 'unknown';
}

/** Units that are planned at once, all of one temperature. */
export interface Basket {
  readonly temperature: ItemFacts['temperature'];
  readonly lines: readonly ReservedLine[];
  /** Of everything of the order that has this temperature: a large order is not worth less because it is planned in parts. */
  readonly valueYen: number;
  /** Why a person must pick the package; undefined when a search may. */
  readonly byHand?: LeftToAPerson;
}

/** Units of one basket; the check of an answer looks at every pair of them, and more would hold up the process. */
export const BASKET_UNITS_MAX = 500;

/** The units as baskets to plan one after the other, every unit in one of them; goods of an unknown size stay together. */
export const basketsOf = (units: readonly ReservedLine[]): Basket[] =>
  byTemperature(withNewestFacts(units)).flatMap((together) => {
    const { temperature } = together[0]!.item;
    const valueYen = together.reduce((sum, { quantity, item }) => sum + quantity * item.valueYen, 0);
    const lines = mergeByLine(together);
    const byHand = whyByHand(lines);
    if (byHand) return [{ temperature, lines, valueYen, byHand }];
    return inParts(lines).map((part) => ({ temperature, lines: part, valueYen }));
  });

const whyByHand = (lines: readonly ReservedLine[]): LeftToAPerson | undefined => {
  const unknown = lines.filter(({ item }) => item.size === null || item.weightGrams === null);
  if (unknown.length === 0) return undefined;
  const skus = skusOf(unknown);
  return { leftToAPerson: 'size-unknown', skus, measuringProposed: skus, expectedLoss: 'unknown' };
};

/** The order's first lines first; a line that does not go into one part whole goes on in the next. */
const inParts = (lines: readonly ReservedLine[]): ReservedLine[][] => {
  const parts: ReservedLine[][] = [];
  let room = 0;
  for (const line of lines) {
    // bound: the units of the line, for each turn places at least one
    for (let left = line.quantity; left > 0;) {
      if (room === 0) {
        parts.push([]);
        room = BASKET_UNITS_MAX;
      }
      const quantity = Math.min(left, room);
      parts.at(-1)!.push({ ...line, quantity });
      left -= quantity;
      room -= quantity;
    }
  }
  return parts;
};

/** Two reservations may carry two versions of one item; goods have one size, the newest known. */
const withNewestFacts = (units: readonly ReservedLine[]): ReservedLine[] => {
  const newest = new Map<string, ItemFacts>();
  for (const { sku, item } of units) {
    const known = newest.get(sku);
    if (!known || known.itemVersion < item.itemVersion) newest.set(sku, item);
  }
  return units.map((line) => ({ ...line, item: newest.get(line.sku)! }));
};

/** What may share a parcel, as far as temperature goes. */
const byTemperature = (units: readonly ReservedLine[]): ReservedLine[][] =>
  (['ambient', 'chilled', 'frozen'] as const)
    .map((temperature) => units.filter(({ item }) => item.temperature === temperature))
    .filter((together) => together.length > 0);

/** Units of one line that came in several reservations are one line of the parcel. */
const mergeByLine = (units: readonly ReservedLine[]): ReservedLine[] => {
  const lines = new Map<string, ReservedLine>();
  for (const unit of units) {
    const quantity = unit.quantity + (lines.get(unit.lineId)?.quantity ?? 0);
    lines.set(unit.lineId, { ...unit, quantity });
  }
  return [...lines.values()];
};

/** The units as goods to pack, one entry per sku; those of an unknown size are left out. */
export const goodsOf = (units: readonly ReservedLine[]): PackItem[] => {
  const bySku = new Map<string, ReservedLine>();
  for (const line of units) {
    bySku.set(line.sku, { ...line, quantity: line.quantity + (bySku.get(line.sku)?.quantity ?? 0) });
  }
  return [...bySku.values()].flatMap(({ item, quantity }) => packItemOf(item, quantity) ?? []);
};

export const skusOf = (units: readonly ReservedLine[]): string[] => [...new Set(units.map(({ sku }) => sku))];
