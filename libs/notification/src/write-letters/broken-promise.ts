import type { EventData } from '@okuru/contracts';
import type { LetterFacts } from '../compose-letters/letter.js';
import type { Shop } from '../compose-letters/shop.js';

const MS_PER_DAY = 86_400_000;

type Delay = Omit<EventData<'parcels.delayed'>, 'at'>;

/**
 * Whether a delay breaks what the buyer was told: the day of arrival that was asked for, or, without one, the days to
 * the dispatch that the confirmed letter promised. A buyer whose promise still holds is not written to.
 */
export const breaksPromise = (
  { promisedOn, missesPromisedDay, leavesOn }: Delay,
  confirmedAt: Date | undefined,
  { shipsWithinDays, timeZone }: Pick<Shop, 'shipsWithinDays' | 'timeZone'>,
): boolean => {
  if (promisedOn !== null) return missesPromisedDay;
  if (confirmedAt === undefined) return false;
  const lastDay = new Date(confirmedAt.getTime() + shipsWithinDays * MS_PER_DAY);
  return leavesOn > new Intl.DateTimeFormat('sv-SE', { timeZone }).format(lastDay);
};

/** What the letter tells of a delay: all its parcels, and the day on which the last of them comes. */
export const delayedFacts = ({ parcels, leavesOn, promisedOn }: Delay): LetterFacts['delayed'] => {
  const days = parcels.map(({ expectedOn }) => expectedOn);
  return {
    lines: parcels.flatMap(({ lines }) => lines),
    leavesOn,
    expectedOn: days.includes(null) ? null : (days.sort().at(-1) ?? null),
    promisedOn,
  };
};
