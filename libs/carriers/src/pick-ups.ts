import { type Journey, journey } from './arrival.js';
import { firstOpenDay, lastOpenDay } from './closed-days.js';
import { addDays } from './day.js';
import { remoteAreaOf } from './remote-area.js';
import { tariffInForce } from './tariff-in-force.js';
import type { Calendar, CarrierService, DeliveryDemand, Tariff } from './types.js';

/** A moment as the shop's clock on the wall shows it. */
export interface WallTime {
  /** ISO date. */
  readonly day: string;
  /** `HH:MM`. */
  readonly time: string;
}

/** The days of a service's pick-ups on both sides of now; undefined: none within 60 days. */
export interface PickUpsAround {
  /** The last one that is over. */
  readonly last: string | undefined;
  readonly next: string | undefined;
}

/** A pick-up is over from the minute after the cut-off, and without one at the end of the day. */
export const pickUpsAround = (
  service: Pick<CarrierService, 'cutOff' | 'noPickUp'>,
  { day, time }: WallTime,
  calendar: Calendar | undefined,
): PickUpsAround => {
  const isOverToday = service.cutOff !== undefined && time > service.cutOff;
  const closed = [service.noPickUp, calendar?.shopClosed];
  return {
    last: lastOpenDay(isOverToday ? day : addDays(day, -1), closed, calendar),
    next: firstOpenDay(isOverToday ? addDays(day, 1) : day, closed, calendar),
  };
};

/** The first pick-up after that day; undefined: none within 60 days. */
export const pickUpAfter = (
  { noPickUp }: Pick<CarrierService, 'noPickUp'>,
  day: string,
  calendar: Calendar | undefined,
): string | undefined => firstOpenDay(addDays(day, 1), [noPickUp, calendar?.shopClosed], calendar);

/** When a parcel that is ready for the pick-up of a day arrives at the earliest, whatever day was asked for. */
export const earliestJourney = (
  service: CarrierService,
  tariffs: readonly Tariff[],
  { arriveOn: _asked, readyAt: _inTime, ...demand }: DeliveryDemand,
  calendar: Calendar | undefined,
): Journey | undefined => {
  const tariff = tariffInForce(service, tariffs, demand.shipOn);
  if (!tariff) return undefined;
  const travels = journey(service, tariff, demand, remoteAreaOf(tariff, demand)?.extraDays ?? 0, calendar);
  return typeof travels === 'string' ? undefined : travels;
};
