import { LINES_MAX, QUANTITY_MAX, type LineSet, type OrderLine } from '@okuru/contracts';
import type { z } from 'zod';
import type { FieldFault } from '../request/field-fault.js';
import { pricedParts, type WeighedPart } from './set-prices.js';

type Line = z.infer<typeof OrderLine>;

/** A set as the item master defines it at this moment. */
export interface KnownSet {
  readonly names: LineSet['names'];
  /** With what each is worth. */
  readonly parts: readonly WeighedPart[];
  /** Parts that this service has not heard of yet: items of one import come in any order. */
  readonly unheard: readonly string[];
}

export type KnownSets = ReadonlyMap<string, KnownSet>;

const LINE_ID_CHARS_MAX = 64;

/**
 * The lines of an order with each set in the place of its parts, so that whoever reserves, plans, picks and scans handles
 * units that exist. What the buyer ordered stands on each of them; they cost together what the set costs, at its tax rate.
 */
export const explodeSets = (lines: readonly Line[], sets: KnownSets): readonly Line[] => {
  if (!lines.some(({ sku }) => sets.has(sku))) return lines;
  const taken = new Set(lines.map(({ lineId }) => lineId));
  return lines.flatMap((line) => {
    const set = sets.get(line.sku);
    return set === undefined ? [line] : partLines(line, set, taken);
  });
};

const partLines = (
  { lineId, sku, quantity, unitPrice, taxRate }: Line,
  set: KnownSet,
  taken: Set<string>,
): Line[] => {
  const ofSet: LineSet = { lineId, sku, quantity, names: set.names };
  return pricedParts(unitPrice, set.parts).map((part, index) => ({
    lineId: freeLineId(lineId, index + 1, taken),
    sku: part.sku,
    quantity: part.quantity * quantity,
    unitPrice: part.unitPrice,
    taxRate,
    set: ofSet,
  }));
};

/** `3.1`, `3.2`… of line `3`, passing over what the buyer called his own. */
const freeLineId = (lineId: string, from: number, taken: Set<string>): string => {
  // bound: one of so many numbers more than there are ids taken is free
  for (let nth = from; nth <= from + taken.size; nth += 1) {
    const end = `.${nth}`;
    const id = `${lineId.slice(0, LINE_ID_CHARS_MAX - end.length)}${end}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
  throw new Error('more line ids are taken than there are');
};

/** Why the sets of an order cannot be taken apart today; by the lines as they were posted. */
export const setFaults = (lines: readonly Line[], sets: KnownSets): FieldFault[] => {
  const faults = lines.flatMap((line, index) => {
    const set = sets.get(line.sku);
    return set === undefined ? [] : faultsOfSet(line, set, `lines[${index}]`);
  });
  if (faults.length > 0) return faults;
  const exploded = explodeSets(lines, sets).length;
  return exploded <= LINES_MAX || exploded === lines.length
    ? []
    : [
        {
          path: 'lines',
          message: `come to ${exploded} lines with each set taken apart; the most is ${LINES_MAX}`,
          mend: 'place the sets as several orders',
        },
      ];
};

const faultsOfSet = (line: Line, { parts, unheard }: KnownSet, path: string): FieldFault[] => [
  ...unheard.map((sku) => ({
    path: `${path}.sku`,
    message: `is a set whose part ${sku} is not known here yet`,
    mend: 'send it again in a moment',
  })),
  ...parts
    .filter(({ quantity }) => quantity * line.quantity > QUANTITY_MAX)
    .map(({ sku, quantity }) => ({
      path: `${path}.quantity`,
      message: `makes ${(quantity * line.quantity).toLocaleString('en-US')} units of the part ${sku}; the most is ${QUANTITY_MAX.toLocaleString('en-US')}`,
      mend: 'order fewer sets on one line',
    })),
];
