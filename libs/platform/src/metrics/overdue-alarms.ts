import { logger } from '../telemetry/logger.js';
import type { Overdue, OverdueWhat } from './overdue.js';

/** One line a minute while it lasts is enough to be heard. */
const REPEAT_MS = 60_000;

const SENTENCES: Readonly<Record<OverdueWhat, string>> = {
  unsent: 'facts wait in the outbox for too long: the relay or the log stands still',
  unheard: 'events wait in the log for too long: the service does not hear, or not fast enough',
  unseen: 'nobody could look at outbox and lag for too long: the database or the log is out of reach',
};

/** Tells the log when an alarm begins, lasts and ends, and whoever asks which ones stand. */
export class OverdueAlarms {
  private readonly log = logger('overdue');
  /** bound: services times kinds. */
  private readonly toldAt = new Map<string, number>();
  private now: readonly Overdue[] = [];

  note(all: readonly Overdue[]): void {
    const names = all.map(nameOf);
    for (const name of this.toldAt.keys()) {
      if (names.includes(name)) continue;
      this.toldAt.delete(name);
      this.log.info({ alarm: name }, 'the alarm is over');
    }
    for (const overdue of all) this.tell(overdue);
    this.now = all;
  }

  standing(): readonly Overdue[] {
    return this.now;
  }

  /** `order-unsent` */
  names(): string[] {
    return this.now.map(nameOf);
  }

  private tell(overdue: Overdue): void {
    const name = nameOf(overdue);
    const toldAt = this.toldAt.get(name);
    if (toldAt !== undefined && performance.now() - toldAt < REPEAT_MS) return;
    this.toldAt.set(name, performance.now());
    const { service, what, seconds } = overdue;
    this.log.error({ alarm: name, service, seconds }, SENTENCES[what]);
  }
}

const nameOf = ({ service, what }: Overdue): string => `${service}-${what}`;
