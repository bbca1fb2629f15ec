import type { Cause, CausePart } from './causes.js';

/** A parcel of one item alone speaks about that item; so many that were billed larger cast doubt on the master. */
export const DOUBTFUL_PARCELS_MIN = 3;

/** One parcel that holds a single item, as billed. */
export interface SingleItemRow {
  readonly sku: string;
  /** Its class was billed above the planned one. */
  readonly over: 'bulge' | 'weight' | null;
}

/** What earlier bills say of an item whose size and weight are still the same. */
export interface BilledBefore {
  readonly parcels: number;
  readonly over: number;
}

/** Items whose parcels are billed larger at least three times, and at least half the time. */
export const doubtfulItems = (
  rows: readonly SingleItemRow[],
  before: ReadonlyMap<string, BilledBefore>,
): ReadonlySet<string> => {
  const counts = new Map<string, { parcels: number; over: number }>();
  for (const { sku, over } of rows) {
    const count = counts.get(sku) ?? { ...(before.get(sku) ?? { parcels: 0, over: 0 }) };
    count.parcels += 1;
    if (over) count.over += 1;
    counts.set(sku, count);
  }
  return new Set([...counts].filter(([, count]) => isDoubtful(count)).map(([sku]) => sku));
};

export const isDoubtful = ({ parcels, over }: BilledBefore): boolean =>
  over >= DOUBTFUL_PARCELS_MIN && over * 2 >= parcels;

/** A larger class is the master's fault where the item is doubtful. */
export const blameMaster = (parts: readonly CausePart[]): CausePart[] =>
  parts.map(({ cause, yen }) => ({ cause: isOver(cause) ? 'wrong-master' : cause, yen }));

/** How the class was billed above the planned one, if it was. */
export const overOf = (parts: readonly CausePart[]): SingleItemRow['over'] =>
  parts.map(({ cause }) => cause).find(isOver) ?? null;

const isOver = (cause: Cause): cause is 'bulge' | 'weight' => cause === 'bulge' || cause === 'weight';
