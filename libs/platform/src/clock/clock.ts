/** The business clock: deadlines, letters and day boundaries read it. Leases and retention use database time instead. */
export abstract class Clock {
  abstract now(): Date;
}
