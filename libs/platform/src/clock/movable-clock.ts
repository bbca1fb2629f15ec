import { Clock } from './clock.js';

/** Stands still until somebody moves it, so that a test reaches a deadline of 72 hours at once. */
export class MovableClock extends Clock {
  private millis: number;

  constructor(start: Date = new Date()) {
    super();
    this.millis = validMillis(start);
  }

  override now(): Date {
    return new Date(this.millis);
  }

  advance(ms: number): void {
    this.set(new Date(this.millis + ms));
  }

  set(date: Date): void {
    this.millis = validMillis(date);
  }
}

const validMillis = (date: Date): number => {
  const millis = date.getTime();
  if (Number.isNaN(millis)) throw new RangeError('A clock needs a valid date');
  return millis;
};
