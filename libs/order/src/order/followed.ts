import type { EventData, EventType, LineQuantity } from '@okuru/contracts';
import type { z } from 'zod';
import {
  hearAmended,
  hearAwaited,
  hearParcel,
  hearRefusal,
  hearReleased,
  hearReplaced,
  hearReserved,
  hearSplit,
  hearVoided,
} from './hear.js';
import type { Order } from './order-state.js';

/** What one kind of fact of another service means to an order. */
interface Following<T extends EventType> {
  /** The order after it. Facts of different topics come in any order, and every way of hearing them ends the same. */
  readonly hear: (order: Order, data: EventData<T>) => Order;
  /** What the history tells of it, field by field, so that nothing personal or bulky gets in when the event grows. */
  readonly tell: (data: EventData<T>) => object;
}

const unchanged = (order: Order): Order => order;
const units = (lines: readonly z.infer<typeof LineQuantity>[]) =>
  lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));

/** Every fact of another service that an order follows: one line more here, and the order service hears it. */
export const FOLLOWED = {
  'stock.reserved': {
    hear: hearReserved,
    tell: ({ reservation, lines, outstanding, cancelled }) => ({
      reservation,
      lines: units(lines),
      outstanding: units(outstanding),
      cancelled: units(cancelled),
    }),
  },
  'stock.backordered': { hear: unchanged, tell: ({ lines }) => ({ lines: units(lines) }) },
  'stock.released': { hear: hearReleased, tell: ({ lines }) => ({ lines: units(lines) }) },
  'stock.replaced': {
    hear: hearReplaced,
    tell: ({ parcelId, lines, awaitedSince }) => ({ parcelId, lines: units(lines), awaitedSince }),
  },
  'stock.replacement-awaited': {
    hear: hearAwaited,
    tell: ({ parcelId, cause, lines }) => ({ parcelId, cause, lines: units(lines) }),
  },
  'parcels.planned': {
    hear: (order, { parcels }) =>
      parcels.reduce<Order>(
        (after, { parcelId, lines, carrier, service }) =>
          hearParcel(after, { parcelId, lines, carrier, service, status: 'planned' }),
        { ...order, planningFault: null },
      ),
    tell: ({ parcels }) => ({
      parcels: parcels.map(({ parcelId, lines, packageCode, carrier, service, plannedYen }) => ({
        parcelId,
        lines: units(lines),
        packageCode,
        carrier,
        service,
        plannedYen,
      })),
    }),
  },
  'parcel.split': {
    hear: hearSplit,
    tell: ({ parcelId, lines, packageCode, carrier, service, plannedYen }) => ({
      parcelId,
      lines: units(lines),
      packageCode,
      carrier,
      service,
      plannedYen,
    }),
  },
  'planning.failed': {
    hear: (order, { reason }) => ({ ...order, planningFault: reason }),
    tell: ({ reason, skus }) => ({ reason, skus }),
  },
  'parcel.packed': {
    hear: (order, { parcelId, lines }) => hearParcel(order, { parcelId, lines, status: 'packed' }),
    tell: ({ parcelId, lines }) => ({ parcelId, lines: units(lines) }),
  },
  'parcels.delayed': {
    hear: unchanged,
    tell: ({ parcels, wasToLeaveOn, leavesOn, promisedOn, missesPromisedDay }) => ({
      parcels: parcels.map(({ parcelId, expectedOn }) => ({ parcelId, expectedOn })),
      wasToLeaveOn,
      leavesOn,
      promisedOn,
      missesPromisedDay,
    }),
  },
  'units.awaited': {
    hear: unchanged,
    tell: ({ lines, since, promisedOn, because }) => ({ lines: units(lines), since, promisedOn, because }),
  },
  'parcel.dispatched': {
    hear: (order, { parcelId, lines, carrier, service, trackingNumber }) =>
      hearParcel(order, { parcelId, lines, carrier, service, trackingNumber, status: 'dispatched' }),
    tell: ({ parcelId, lines, carrier, service, trackingNumber }) => ({
      parcelId,
      lines: units(lines),
      carrier,
      service,
      trackingNumber,
    }),
  },
  'parcel.delivered': {
    hear: (order, { parcelId }) => hearParcel(order, { parcelId, status: 'delivered' }),
    tell: ({ parcelId }) => ({ parcelId }),
  },
  'parcels.voided': { hear: hearVoided, tell: ({ parcelIds }) => ({ parcelIds }) },
  'amendment.accepted': {
    hear: hearAmended,
    tell: ({ amendment, parcelIds }) => ({ amendment, parcelIds }),
  },
  'amendment.refused': {
    hear: unchanged,
    tell: ({ amendment, reason }) => ({ amendment, reason }),
  },
  'cancellation.refused': { hear: hearRefusal, tell: ({ reason }) => ({ reason }) },
  'scan.blocked': {
    hear: (order) => ({ ...order, nearMisses: order.nearMisses + 1 }),
    tell: ({ parcelId, reason, scannedSku, weight }) => ({
      ...{ parcelId, reason, scannedSku },
      ...(weight ? { weight } : {}),
    }),
  },
  'parcel.shortage-reported': {
    hear: unchanged,
    tell: ({ parcelId, cause, lines }) => ({ parcelId, cause, lines: units(lines) }),
  },
  'letter.sent': { hear: unchanged, tell: ({ kind }) => ({ kind }) },
} satisfies { readonly [T in EventType]?: Following<T> };

export type FollowedType = keyof typeof FOLLOWED;

/** Nothing of the order changes by these and nothing follows from them, so neither lines nor parcels need be known. */
const NOTED: ReadonlySet<string> = new Set<FollowedType>(['letter.sent']);
export const isNoted = ({ type }: { readonly type: string }): boolean => NOTED.has(type);

/** One fact heard from another service. */
export type HeardEvent<Type extends FollowedType = FollowedType> = {
  [T in Type]: { readonly type: T; readonly at: string; readonly data: EventData<T> };
}[Type];

const byType: { readonly [T in FollowedType]: Following<T> } = FOLLOWED;

/** The order after a fact of another service. A fact that names a part the order does not have throws. */
export const hear = <T extends FollowedType>(order: Order, event: HeardEvent<T>): Order =>
  byType[event.type].hear(order, event.data);

/** What the history tells of a fact of another service. */
export const tell = <T extends FollowedType>(event: HeardEvent<T>): object =>
  byType[event.type].tell(event.data);

export const isFollowed = (event: { readonly type: string }): event is HeardEvent =>
  Object.hasOwn(FOLLOWED, event.type);
