import type { EventData } from '@okuru/contracts';
import type { NewMovement } from '../stock-ledger/movement.store.js';

/** The entries divided by the lots that their report names; units of which it names none come off those that expire first. */
export const byLot = (
  writtenOff: readonly NewMovement[],
  reports: readonly Pick<EventData<'parcel.shortage-reported'>, 'reportId' | 'lots'>[],
): NewMovement[] => {
  const named = new Map(
    reports.map(({ reportId, lots = [] }) => [reportId, lots.map((one) => ({ ...one }))]),
  );
  return writtenOff.flatMap((movement) => {
    let left = -movement.change;
    const ofLots = (named.get(movement.opId ?? '') ?? []).flatMap((one): NewMovement[] => {
      const units = Math.min(left, one.quantity);
      left -= units;
      one.quantity -= units;
      return units > 0 ? [{ ...movement, change: -units, lot: one.lot }] : [];
    });
    return left > 0 ? [...ofLots, { ...movement, change: -left }] : ofLots;
  });
};
