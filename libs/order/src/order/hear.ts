import type { EventData } from '@okuru/contracts';
import type { Line, Order, Parcel, ParcelStatus } from './order-state.js';

/** Reservations are numbered, so a repeat counts nothing. */
export const hearReserved = (order: Order, data: EventData<'stock.reserved'>): Order => {
  if (data.reservation <= order.reservation) return order;
  const reserved = onLines(order, data.lines, (line, units) => ({ setAside: line.setAside + units }));
  const cut = onLines(reserved, data.cancelled, (line, units) => ({ cutShort: line.cutShort + units }));
  return { ...cut, reservation: data.reservation };
};

/** Never below zero, so that a repeat after everything was given back takes nothing more. */
export const hearReleased = (order: Order, { lines }: EventData<'stock.released'>): Order =>
  onLines(order, lines, (line, units) => ({ setAside: Math.max(0, line.setAside - units) }));

/** Units that were set aside are no more, and others are not there. The history knows of a repeat. */
export const hearAwaited = (order: Order, { lines }: EventData<'stock.replacement-awaited'>): Order =>
  onLines(order, lines, (line, units) => ({ setAside: line.setAside - units }));

/** What was there at once was never counted as gone. */
export const hearReplaced = (order: Order, { lines, awaitedSince }: EventData<'stock.replaced'>): Order =>
  awaitedSince === null
    ? order
    : onLines(order, lines, (line, units) => ({ setAside: line.setAside + units }));

export const hearVoided = (order: Order): Order =>
  order.parcels.reduce((after, { parcelId }) => hearParcel(after, { parcelId, status: 'voided' }), order);

/** These parcels are void; what was in them is planned anew. */
export const hearAmended = (order: Order, { parcelIds }: EventData<'amendment.accepted'>): Order =>
  order.parcels
    .filter(({ parcelId }) => parcelIds.includes(parcelId))
    .reduce((after, { parcelId }) => hearParcel(after, { parcelId, status: 'voided' }), order);

/** A planned parcel goes on with less. It never gets more, so that a repeat of an earlier split gives nothing back. */
export const hearSplit = (order: Order, data: EventData<'parcel.split'>): Order => {
  const { parcelId, lines, carrier, service } = data;
  const known = order.parcels.find((parcel) => parcel.parcelId === parcelId);
  if (known === undefined) throw new UnknownPart(order.orderId, 'parcel');
  if (known.status !== 'planned' || unitsIn(lines) > unitsIn(known.lines)) return order;
  const parcels = order.parcels.map((parcel) =>
    parcel === known ? { ...parcel, lines, carrier, service } : parcel,
  );
  return { ...order, parcels };
};

const unitsIn = (lines: readonly { quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

export const hearRefusal = (order: Order): Order =>
  order.cancellation.state === 'requested'
    ? { ...order, cancellation: { ...order.cancellation, state: 'refused' } }
    : order;

const onLines = (
  order: Order,
  units: readonly { lineId: string; quantity: number }[],
  change: (line: Line, quantity: number) => Partial<Line>,
): Order => {
  if (units.length === 0) return order;
  const lines = new Map(order.lines.map((line) => [line.lineId, line]));
  for (const { lineId, quantity } of units) {
    const line = lines.get(lineId);
    if (line === undefined) throw new UnknownPart(order.orderId, 'line');
    lines.set(lineId, { ...line, ...change(line, quantity) });
  }
  return { ...order, lines: [...lines.values()] };
};

/** A parcel only moves forward; one that left cannot be voided any more. */
const FORWARD: readonly ParcelStatus[] = ['planned', 'packed', 'voided', 'dispatched', 'delivered'];
type HeardParcel = Partial<Parcel> & Pick<Parcel, 'parcelId' | 'status'>;

export const hearParcel = (order: Order, heard: HeardParcel): Order => {
  if (heard.lines?.some(({ lineId }) => order.lines.every((line) => line.lineId !== lineId))) {
    throw new UnknownPart(order.orderId, 'line');
  }
  const known = order.parcels.find((parcel) => parcel.parcelId === heard.parcelId);
  if (known === undefined) return { ...order, parcels: [...order.parcels, newParcel(order, heard)] };
  if (FORWARD.indexOf(heard.status) <= FORWARD.indexOf(known.status)) return order;
  const parcels = order.parcels.map((parcel) => (parcel === known ? { ...parcel, ...heard } : parcel));
  return { ...order, parcels };
};

const newParcel = (order: Order, heard: HeardParcel): Parcel => {
  if (heard.lines === undefined) throw new UnknownPart(order.orderId, 'parcel');
  return { carrier: null, service: null, trackingNumber: null, ...heard, lines: heard.lines };
};

/** A fact about a part of an order that the order does not have: the fact is set aside as a dead letter. */
class UnknownPart extends Error {
  constructor(orderId: string, part: 'line' | 'parcel') {
    super(`order ${orderId} has no such ${part}`);
  }
}
