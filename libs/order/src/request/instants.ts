import type { FieldFault } from './field-fault.js';

/** Clocks of storefronts may be ahead by this much, which also forgives a forgotten offset. */
const AHEAD_MS = 24 * 3_600_000;

export const futureFaults = (path: string, instant: string | null | undefined, now: Date): FieldFault[] =>
  instant == null || Date.parse(instant) <= now.getTime() + AHEAD_MS
    ? []
    : [{ path, message: 'lies more than a day in the future', mend: 'check the clock and the offset' }];

/** The same instant in UTC, as events carry it. */
export const toInstant = (given: string | null | undefined): string | undefined =>
  given == null ? undefined : new Date(given).toISOString();
