import type { EventData, ItemFacts } from '@okuru/contracts';
import type { Reservation } from './reservation.store.js';

type ReservedFact = EventData<'stock.reserved'>;

/** A line of `stock.reserved`: the units and all that planning needs to know of the item. */
export const reservedLine = (
  line: { readonly lineId: string; readonly sku: string },
  quantity: number,
  items: ReadonlyMap<string, ItemFacts>,
): ReservedFact['lines'][number] => {
  const item = items.get(line.sku);
  if (!item) throw new Error(`There is stock of ${line.sku}, which the item master does not know.`);
  return { lineId: line.lineId, sku: line.sku, quantity, item };
};

/** Units of an order that are still short. */
export const waitingUnits = (lines: readonly Reservation[]): ReservedFact['outstanding'] =>
  lines
    .filter((line) => line.waiting > 0)
    .map(({ lineId, sku, waiting }) => ({ lineId, sku, quantity: waiting }));
