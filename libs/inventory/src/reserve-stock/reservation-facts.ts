import type { EventData, ItemFacts } from '@okuru/contracts';
import type { Grant, NewLine } from '../allocation/allocate.js';
import { reservedLine } from '../reservation/reserved-line.js';

/** What is said of an order's first reservation. Either part may be missing: nothing reserved yet, nothing short. */
export interface FirstReservation {
  readonly orderId: string;
  readonly reserved?: EventData<'stock.reserved'>;
  readonly backordered?: EventData<'stock.backordered'>;
}

/** Order by order, as served. Units given up are stated with the reservation, even when nothing was there to reserve. */
export const firstReservations = (
  grants: readonly Grant<NewLine>[],
  items: ReadonlyMap<string, ItemFacts>,
): FirstReservation[] =>
  [...byOrder(grants)].map(([orderId, ofOrder]) => {
    const lines = ofOrder
      .filter((grant) => grant.granted > 0)
      .map((grant) => reservedLine(grant.line, grant.granted, items));
    const waiting = units(ofOrder, 'waiting');
    const cancelled = units(ofOrder, 'cancelled');
    return {
      orderId,
      ...(lines.length + cancelled.length && {
        reserved: { orderId, reservation: 1, lines, outstanding: waiting, cancelled },
      }),
      ...(waiting.length && { backordered: { orderId, lines: waiting } }),
    };
  });

const units = (
  grants: readonly Grant[],
  of: 'waiting' | 'cancelled',
): EventData<'stock.backordered'>['lines'] =>
  grants
    .filter((grant) => grant[of] > 0)
    .map(({ line: { lineId, sku }, [of]: quantity }) => ({ lineId, sku, quantity }));

const byOrder = <Line extends NewLine>(grants: readonly Grant<Line>[]): Map<string, Grant<Line>[]> => {
  const orders = new Map<string, Grant<Line>[]>();
  for (const grant of grants) {
    const ofOrder = orders.get(grant.line.orderId);
    if (ofOrder) ofOrder.push(grant);
    else orders.set(grant.line.orderId, [grant]);
  }
  return orders;
};
