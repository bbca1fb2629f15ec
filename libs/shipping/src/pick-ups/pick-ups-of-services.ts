import {
  CARRIER_SERVICES,
  pickUpAfter,
  pickUpsAround,
  type Calendar,
  type CarrierService,
  type WallTime,
} from '@okuru/carriers';

/** The pick-ups of one service as the shop's clock stands. */
export interface ServicePickUps {
  readonly carrier: string;
  readonly service: string;
  /** `HH:MM`; null: none is set, and the pick-up ends with the day. */
  readonly cutOff: string | null;
  /** Day of the last pick-up that is over; what did not leave with it is late. null: none within 60 days. */
  readonly lastDay: string | null;
  /** Day of the one that is still to come. */
  readonly nextDay: string | null;
}

/** The clock on the shop's wall. */
export const wallTime = (now: Date, timeZone: string): WallTime => {
  // The Swedish way of writing is the ISO one: 2026-02-02 12:04.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [day = '', time = ''] = format.format(now).split(' ');
  return { day, time };
};

type Times = Pick<CarrierService, 'carrier' | 'service' | 'cutOff' | 'noPickUp'>;

/** Every service with its times, those too that the shop has stopped using since a parcel was planned. */
export const servicesWithTimes = (inUse: readonly CarrierService[]): readonly Times[] => {
  const named = new Set(inUse.map(({ carrier, service }) => `${carrier}/${service}`));
  return [
    ...inUse,
    ...CARRIER_SERVICES.filter(({ carrier, service }) => !named.has(`${carrier}/${service}`)),
  ];
};

/**
 * The pick-ups on both sides of now. `came`: this carrier has been here, so its pick-up of today is over before its
 * cut-off.
 */
export const pickUpsOfServices = (
  services: readonly Times[],
  now: WallTime,
  calendar: Calendar | undefined,
  came?: string,
): readonly ServicePickUps[] =>
  services.map((times) => {
    const { carrier, service, cutOff = null } = times;
    const { last, next } = pickUpsAround(times, now, calendar);
    const days =
      carrier === came && next === now.day
        ? { last: next, next: pickUpAfter(times, next, calendar) }
        : { last, next };
    return { carrier, service, cutOff, lastDay: days.last ?? null, nextDay: days.next ?? null };
  });
