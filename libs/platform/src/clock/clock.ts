/** The business clock: deadlines, letters and day boundaries read it. Leases and retention use database time instead. */
export abstract class Clock {
  abstract now(): Date;

  /** What timers are due by. undefined: the database's time, which a process whose own clock is wrong shares with all others. */
  dueBy(): Date | undefined {
    return this.now();
  }
}
