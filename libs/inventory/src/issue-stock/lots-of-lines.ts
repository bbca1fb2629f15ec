import type { EventData } from '@okuru/contracts';
import type { NewMovement } from '../stock-ledger/movement.store.js';
import type { ShippedLine } from './issue.js';

type Dispatched = EventData<'parcel.dispatched'>;

/**
 * What left as entries of the ledger, each line divided by the lots that its parcel names. Units of which the parcel names no lot
 * name none here either: the ledger takes them off those that expire first.
 */
export const shipments = (
  issued: readonly ShippedLine[],
  dispatched: readonly Pick<Dispatched, 'parcelId' | 'lots'>[],
): NewMovement[] => {
  const named = new Map<string, { readonly lot: string; quantity: number }[]>();
  for (const { parcelId, lots = [] } of dispatched)
    for (const { sku, lot, quantity } of lots) {
      const key = JSON.stringify([parcelId, sku]);
      named.set(key, [...(named.get(key) ?? []), { lot, quantity }]);
    }
  return issued.flatMap(({ quantity, ...line }) => {
    let left = quantity;
    const ofLots = (named.get(JSON.stringify([line.parcelId, line.sku])) ?? []).flatMap(
      (one): NewMovement[] => {
        const units = Math.min(left, one.quantity);
        left -= units;
        one.quantity -= units;
        return units > 0 ? [{ ...line, kind: 'shipped', change: -units, lot: one.lot }] : [];
      },
    );
    return left > 0 ? [...ofLots, { ...line, kind: 'shipped', change: -left }] : ofLots;
  });
};
