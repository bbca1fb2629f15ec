import type { NewMovement } from '../stock-ledger/movement.store.js';

/** Units of one lot, and the last day on which they may be used (`2026-12-31`). */
export interface LotRow {
  readonly sku: string;
  readonly lot: string;
  readonly expiresOn: string;
  readonly onHand: number;
}

/** Units of one lot, as somebody names them who brings them in or takes them. */
export interface NamedLot {
  readonly lot: string;
  readonly expiresOn: string;
  readonly quantity: number;
}

/** As people and scanners give it: (10) of a GS1 code. */
export const LOT_LENGTH_MAX = 20;

/** Whoever looks for units takes those that expire first; of one day the order is always the same. */
export const byExpiry = <Lot extends { readonly lot: string; readonly expiresOn: string }>(
  one: Lot,
  other: Lot,
): number =>
  one.expiresOn < other.expiresOn || (one.expiresOn === other.expiresOn && one.lot < other.lot) ? -1 : 1;

/** A change of one lot: what a movement of goods that are kept by lot comes to. */
export type LotMovement = NewMovement & { readonly lot: string; readonly expiresOn: string };

/**
 * The movements with their lots, and the lots as they stand afterwards. Units come to the lot that their movement names. Units
 * that go are taken off the named lot as far as it has them: what it lacks, and what names no lot, is taken off those that
 * expire first. So no lot has less than nothing, and all lots together have what the item has.
 */
export const moveLots = (
  before: readonly LotRow[],
  movements: readonly NewMovement[],
): { readonly movements: readonly LotMovement[]; readonly after: readonly LotRow[] } => {
  const lots = new Map(before.map((row) => [keyOf(row), row]));
  const take = (row: LotRow, by: number): void =>
    void lots.set(keyOf(row), { ...row, onHand: row.onHand + by });
  const moved = movements.flatMap((movement): LotMovement[] => {
    const { sku, lot, change } = movement;
    const named = lot === undefined ? undefined : lots.get(keyOf({ sku, lot }));
    if (change > 0) {
      const row = named ?? newLot(movement);
      take(row, change);
      return [{ ...movement, lot: row.lot, expiresOn: row.expiresOn }];
    }
    return sourcesOf([...lots.values()], movement, named).map(({ row, units }) => {
      take(row, -units);
      return { ...movement, lot: row.lot, expiresOn: row.expiresOn, change: -units };
    });
  });
  return { movements: mergeSame(moved), after: [...lots.values()] };
};

/** Of the named lot first, then of those that expire first. */
const sourcesOf = (
  lots: readonly LotRow[],
  { sku, change }: NewMovement,
  named: LotRow | undefined,
): { readonly row: LotRow; readonly units: number }[] => {
  const others = lots.filter((row) => row.sku === sku && row.lot !== named?.lot).sort(byExpiry);
  let left = -change;
  const sources = (named ? [named, ...others] : others).flatMap((row) => {
    const units = Math.min(left, row.onHand);
    left -= units;
    return units > 0 ? [{ row, units }] : [];
  });
  if (left > 0) throw new Error(`The lots of ${sku} have ${left} units fewer than its stock.`);
  return sources;
};

const newLot = ({ sku, lot, expiresOn }: NewMovement): LotRow => {
  if (lot === undefined || expiresOn === undefined)
    throw new Error(`Units of ${sku} came without a lot, and it is kept by lot.`);
  return { sku, lot, expiresOn, onHand: 0 };
};

/** A line that falls on one lot twice is one entry of the ledger. */
const mergeSame = (movements: readonly LotMovement[]): LotMovement[] => {
  const merged = new Map<string, LotMovement>();
  for (const movement of movements) {
    const { sku, lot, kind, opId, parcelId, orderId, lineId } = movement;
    const key = JSON.stringify([sku, lot, kind, opId, parcelId, orderId, lineId]);
    const before = merged.get(key);
    merged.set(key, { ...movement, change: movement.change + (before?.change ?? 0) });
  }
  return [...merged.values()];
};

const keyOf = ({ sku, lot }: { readonly sku: string; readonly lot: string }): string =>
  JSON.stringify([sku, lot]);
