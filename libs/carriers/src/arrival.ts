import { firstOpenDay } from './closed-days.js';
import { addDays } from './day.js';
import type { Calendar, CarrierService, DeliveryDemand, QuoteRefusalReason, Tariff } from './types.js';

export interface Journey {
  readonly leavesOn: string;
  /** null: the tariff does not say how many days it takes. */
  readonly arrivesOn: string | null;
}

/**
 * When a parcel leaves and arrives, or the rule that keeps it from the day asked for. It leaves on the first day on which
 * shop and carrier work, the next one when it is ready after the cut-off; it travels the zone's days and those of a remote area,
 * and arrives on the first day on which the carrier delivers. A service that takes dates keeps it until the day asked for.
 */
export const journey = (
  service: CarrierService,
  tariff: Tariff,
  demand: DeliveryDemand,
  extraDays: number,
  calendar: Calendar | undefined,
): Journey | QuoteRefusalReason => {
  const readyOn = isLate(service, demand) ? addDays(demand.shipOn, 1) : demand.shipOn;
  const leavesOn = firstOpenDay(readyOn, [service.noPickUp, calendar?.shopClosed], calendar);
  if (leavesOn === undefined) return 'no-pick-up';
  const leadDays = tariff.leadDaysByPrefecture?.[demand.prefecture];
  if (leadDays === undefined) {
    return demand.arriveOn === undefined ? { leavesOn, arrivesOn: null } : 'arrival-not-known';
  }
  const earliest = firstOpenDay(addDays(leavesOn, leadDays + extraDays), [service.noDelivery], calendar);
  if (earliest === undefined) return 'date-not-reachable';
  if (demand.arriveOn === undefined || demand.arriveOn === earliest) return { leavesOn, arrivesOn: earliest };
  if (demand.arriveOn < earliest) return 'date-not-reachable';
  const isKept = service.deliveryDates ?? service.timeSlots.length > 0;
  const isDelivered = firstOpenDay(demand.arriveOn, [service.noDelivery], calendar) === demand.arriveOn;
  return isKept && isDelivered ? { leavesOn, arrivesOn: demand.arriveOn } : 'date-not-offered';
};

/** Ready exactly at the cut-off is still in time. */
const isLate = ({ cutOff }: CarrierService, { readyAt }: DeliveryDemand): boolean =>
  cutOff !== undefined && readyAt !== undefined && readyAt > cutOff;
