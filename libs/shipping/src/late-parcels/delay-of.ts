import { earliestJourney, type DeliveryDemand } from '@okuru/carriers';
import type { EventData, ItemFacts } from '@okuru/contracts';
import type { CarrierTables } from '../choose-packaging/packaging-demand.js';
import type { ParcelStatus } from '../parcel/parcel.js';
import type { ServicePickUps } from '../pick-ups/pick-ups-of-services.js';
import { deliveryOf } from '../plan-parcels/delivery.js';
import type { ConfirmedOrder } from '../shipment/shipment.js';

/** A parcel that missed its pick-up. */
export interface LateParcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly status: ParcelStatus;
  readonly carrier: string;
  readonly service: string;
  readonly temperature: ItemFacts['temperature'];
  readonly trackingNumber: string | null;
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
}

/** What the order's parcels are told of, but for the moment at which somebody moves them. */
export type Delay = Omit<EventData<'parcels.delayed'>, 'at'>;

/** A parcel with the day it leaves on instead, and what becomes of the promise. */
export interface DelayedParcel extends LateParcel {
  readonly wasToLeaveOn: string;
  readonly leavesOn: string;
  readonly expectedOn: string | null;
  readonly promisedOn: string | null;
  readonly missesPromisedDay: boolean;
}

/** undefined: no pick-up is in sight, or the order is not known. */
export const delayOf = (
  parcel: LateParcel,
  order: ConfirmedOrder | undefined,
  pickUps: readonly ServicePickUps[],
  carriers: CarrierTables,
): DelayedParcel | undefined => {
  const days = pickUps.find(
    ({ carrier, service }) => carrier === parcel.carrier && service === parcel.service,
  );
  if (!order || !days?.lastDay || !days.nextDay) return undefined;
  const leavesOn = days.nextDay;
  const demand = deliveryOf(order, parcel, { shipOn: leavesOn, readyAt: '00:00' });
  const expectedOn = arrivalOf(parcel, demand, carriers);
  const promisedOn = order.delivery.date ?? null;
  return {
    ...parcel,
    wasToLeaveOn: days.lastDay,
    leavesOn,
    expectedOn,
    promisedOn,
    missesPromisedDay: promisedOn !== null && (expectedOn === null || expectedOn > promisedOn),
  };
};

/** A service keeps a parcel until the day asked for, where it comes before it. */
const arrivalOf = (
  { carrier, service }: LateParcel,
  demand: DeliveryDemand,
  { services, tariffs, calendar }: CarrierTables,
): string | null => {
  const own = services.find((one) => one.carrier === carrier && one.service === service);
  const earliest = own && (earliestJourney(own, tariffs, demand, calendar)?.arrivesOn ?? null);
  if (!earliest) return null;
  return demand.arriveOn !== undefined && earliest < demand.arriveOn ? demand.arriveOn : earliest;
};

/** One word for the parcels of an order that move from the same day to the same day. */
export const delaysOf = (parcels: readonly DelayedParcel[]): Delay[] => {
  const delays = new Map<string, Delay>();
  for (const parcel of parcels) {
    const { orderId, wasToLeaveOn, leavesOn, promisedOn } = parcel;
    const key = `${orderId} ${wasToLeaveOn} ${leavesOn}`;
    const before = delays.get(key);
    const { parcelId, lines, carrier, service, expectedOn } = parcel;
    delays.set(key, {
      ...{ orderId, wasToLeaveOn, leavesOn, promisedOn },
      parcels: [...(before?.parcels ?? []), { parcelId, lines: [...lines], carrier, service, expectedOn }],
      missesPromisedDay: parcel.missesPromisedDay || before?.missesPromisedDay === true,
    });
  }
  return [...delays.values()];
};
