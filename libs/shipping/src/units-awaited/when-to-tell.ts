import {
  earliestJourney,
  pickUpAfter,
  type Calendar,
  type CarrierService,
  type DeliveryDemand,
  type Tariff,
} from '@okuru/carriers';

/** Without a promised day a buyer waits a day in good faith; longer is worth a letter. */
export const UNITS_AWAITED_HOURS_MAX = 24;

/** More pick-ups ahead than any promise; a promise beyond them is looked at again in a day anyway. */
const PICK_UPS_AHEAD_MAX = 60;

/**
 * Day of the last pick-up from `first` on with which a parcel still arrives on the day that was promised; null: not even with that one;
 * undefined: the carrier's tables do not say.
 */
export const lastPickUpInTime = (
  first: string,
  promisedOn: string,
  service: CarrierService,
  tariffs: readonly Tariff[],
  demand: DeliveryDemand,
  calendar: Calendar | undefined,
): string | null | undefined => {
  let inTime: string | null = null;
  let day: string | undefined = first;
  for (let ahead = 0; day !== undefined && ahead < PICK_UPS_AHEAD_MAX; ahead += 1) {
    const journey = earliestJourney(service, tariffs, { ...demand, shipOn: day }, calendar);
    if (!journey?.arrivesOn) return inTime ?? undefined;
    if (journey.arrivesOn > promisedOn) return inTime;
    inTime = day;
    day = pickUpAfter(service, day, calendar);
  }
  return inTime;
};

/** When the buyer is told, unless the units have come by then, and why then. */
export const whenToTell = (
  since: Date,
  lastChance: Date | null | undefined,
): { readonly at: Date; readonly because: 'promised-day' | 'long-wait' } => {
  const bound = new Date(since.getTime() + UNITS_AWAITED_HOURS_MAX * 3_600_000);
  if (lastChance === null) return { at: since, because: 'promised-day' };
  return lastChance && lastChance < bound
    ? { at: lastChance, because: 'promised-day' }
    : { at: bound, because: 'long-wait' };
};
