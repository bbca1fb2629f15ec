import { addDays, weekdayOf } from './day.js';
import type { Calendar, ClosedDays } from './types.js';

/** Days in a row that may be closed; beyond, nobody works there at all. */
const CLOSED_IN_A_ROW_MAX = 60;

const NO_HOLIDAYS: ReadonlySet<string> = new Set();

export const isClosed = (
  day: string,
  closed: ClosedDays | undefined,
  holidays: ReadonlySet<string> = NO_HOLIDAYS,
): boolean =>
  closed !== undefined &&
  (closed.weekdays?.includes(weekdayOf(day)) === true ||
    closed.dates?.includes(day) === true ||
    (closed.holidays === true && holidays.has(day)));

/** That day or the first one after it on which all of them work; undefined when there is none within 60 days. */
export const firstOpenDay = (
  from: string,
  closed: readonly (ClosedDays | undefined)[],
  calendar: Calendar | undefined,
): string | undefined => openDay(from, 1, closed, calendar);

/** That day or the last one before it on which all of them work; undefined when there is none within 60 days. */
export const lastOpenDay = (
  to: string,
  closed: readonly (ClosedDays | undefined)[],
  calendar: Calendar | undefined,
): string | undefined => openDay(to, -1, closed, calendar);

const openDay = (
  from: string,
  step: 1 | -1,
  closed: readonly (ClosedDays | undefined)[],
  calendar: Calendar | undefined,
): string | undefined => {
  let day = from;
  for (let passed = 0; passed <= CLOSED_IN_A_ROW_MAX; passed += 1) {
    const today = day;
    if (!closed.some((one) => isClosed(today, one, calendar?.holidays))) return day;
    day = addDays(day, step);
  }
  return undefined;
};
