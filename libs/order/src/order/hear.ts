import type { HeardEvent } from './order-events.js';
import type { Line, Order, Parcel, ParcelStatus } from './order-state.js';

/**
 * The order after a fact of another service. Facts of one topic come in order, facts of different topics in any;
 * every way of hearing the same facts ends in the same order. A fact that names an unknown line throws.
 */
export const hear = (order: Order, event: HeardEvent): Order => {
  switch (event.type) {
    case 'stock.reserved':
      return hearReserved(order, event.data);
    case 'stock.released':
      // Never below zero, so that a repeat after everything was given back takes nothing more.
      return onLines(order, event.data.lines, (line, units) => ({
        setAside: Math.max(0, line.setAside - units),
      }));
    case 'stock.backordered':
    case 'letter.sent':
      return order;
    case 'parcels.planned':
      return event.data.parcels.reduce(hearPlanned, { ...order, planningFault: null });
    case 'planning.failed':
      return { ...order, planningFault: event.data.reason };
    case 'parcel.packed':
      return onParcel(order, { parcelId: event.data.parcelId, lines: event.data.lines, status: 'packed' });
    case 'parcel.dispatched': {
      const { parcelId, lines, carrier, service, trackingNumber } = event.data;
      return onParcel(order, { parcelId, lines, carrier, service, trackingNumber, status: 'dispatched' });
    }
    case 'parcel.delivered':
      return onParcel(order, { parcelId: event.data.parcelId, status: 'delivered' });
    case 'parcels.voided':
      return order.parcels.reduce(
        (after, { parcelId }) => onParcel(after, { parcelId, status: 'voided' }),
        order,
      );
    case 'cancellation.refused':
      if (order.cancellation.state !== 'requested') return order;
      return { ...order, cancellation: { ...order.cancellation, state: 'refused' } };
    case 'scan.blocked':
      return { ...order, nearMisses: order.nearMisses + 1 };
  }
};

type Heard<T extends HeardEvent['type']> = Extract<HeardEvent, { type: T }>['data'];

/** Reservations are numbered, so a repeat counts nothing. */
const hearReserved = (order: Order, data: Heard<'stock.reserved'>): Order => {
  if (data.reservation <= order.reservation) return order;
  const reserved = onLines(order, data.lines, (line, units) => ({ setAside: line.setAside + units }));
  const cut = onLines(reserved, data.cancelled, (line, units) => ({ cutShort: line.cutShort + units }));
  return { ...cut, reservation: data.reservation };
};

const hearPlanned = (order: Order, planned: Heard<'parcels.planned'>['parcels'][number]): Order => {
  const { parcelId, lines, carrier, service } = planned;
  return onParcel(order, { parcelId, lines, carrier, service, status: 'planned' });
};

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

const onParcel = (order: Order, heard: HeardParcel): Order => {
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
export class UnknownPart extends Error {
  constructor(orderId: string, part: 'line' | 'parcel') {
    super(`order ${orderId} has no such ${part}`);
  }
}
