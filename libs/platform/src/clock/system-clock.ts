import { Clock } from './clock.js';

/** The time of the machine; what every deployment runs on. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }

  override dueBy(): undefined {
    return undefined;
  }
}
