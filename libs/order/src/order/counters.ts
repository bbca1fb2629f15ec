import type { Line, Order, Parcel, ParcelStatus } from './order-state.js';

/** Where the units of one line are. `ordered` = waiting + reserved + shipped + cancelled once all facts are heard. */
export interface LineCounters {
  readonly lineId: string;
  readonly sku: string;
  readonly ordered: number;
  /** Set aside for the order and still here, packed ones included. */
  readonly reserved: number;
  /** In closed parcels that have not left. */
  readonly packed: number;
  readonly shipped: number;
  readonly cancelled: number;
  readonly returned: number;
}

const LEFT: readonly ParcelStatus[] = ['dispatched', 'delivered'];

const unitsByLine = (parcels: readonly Parcel[], statuses: readonly ParcelStatus[]): Map<string, number> => {
  const units = new Map<string, number>();
  for (const parcel of parcels) {
    if (!statuses.includes(parcel.status)) continue;
    for (const line of parcel.lines) units.set(line.lineId, (units.get(line.lineId) ?? 0) + line.quantity);
  }
  return units;
};

const count = (order: Order, line: Line, packed: number, shipped: number): LineCounters => ({
  lineId: line.lineId,
  sku: line.sku,
  ordered: line.ordered,
  // Shipping may be heard before inventory: what is packed or gone must have been set aside.
  reserved: Math.max(line.setAside, packed + shipped) - shipped,
  packed,
  shipped,
  cancelled: order.cancellation.state === 'done' ? line.ordered - shipped : line.cutShort,
  returned: line.returned,
});

/** The counters of every line, derived from what was heard; so no order of hearing makes them drift. */
export const countersOf = (order: Order): LineCounters[] => {
  const packed = unitsByLine(order.parcels, ['packed']);
  const shipped = unitsByLine(order.parcels, LEFT);
  return order.lines.map((line) =>
    count(order, line, packed.get(line.lineId) ?? 0, shipped.get(line.lineId) ?? 0),
  );
};
