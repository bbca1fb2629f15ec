import type { EventData, LineSet } from '@okuru/contracts';

/** A set (セット商品) that the buyer ordered, and the lines of the order that its parts are. */
export interface OrderedSet extends LineSet {
  readonly parts: readonly Part[];
}

interface Part {
  readonly lineId: string;
  readonly sku: string;
  /** Units in the order. */
  readonly quantity: number;
}

/** The sets of an order, each once; null where it has none, as nearly all. */
export const orderedSets = (lines: EventData<'order.confirmed'>['lines']): OrderedSet[] | null => {
  const sets = new Map<string, OrderedSet & { parts: Part[] }>();
  for (const { lineId, sku, quantity, set } of lines) {
    if (set === undefined) continue;
    const known = sets.get(set.lineId) ?? { ...set, parts: [] };
    known.parts.push({ lineId, sku, quantity });
    sets.set(set.lineId, known);
  }
  return sets.size === 0 ? null : [...sets.values()];
};

/** The set that a line is a part of. */
export const setOfLine = (
  sets: readonly OrderedSet[] | null | undefined,
  lineId: string,
): OrderedSet | undefined => sets?.find(({ parts }) => parts.some((part) => part.lineId === lineId));

/** The sets of an order that an item is a part of. */
export const setsOfItem = (sets: readonly OrderedSet[] | null | undefined, sku: string): OrderedSet[] =>
  sets?.filter(({ parts }) => parts.some((part) => part.sku === sku)) ?? [];

/** Whether these units are all of the set. */
export const isWholeSet = (
  { parts }: OrderedSet,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): boolean =>
  parts.every(({ lineId, quantity }) => {
    const here = lines.filter((line) => line.lineId === lineId);
    return here.reduce((sum, line) => sum + line.quantity, 0) === quantity;
  });
