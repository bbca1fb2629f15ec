import { nameOf, type Place } from '../inbox/place.js';
import { logger } from '../telemetry/logger.js';
import type { HaltReason } from './halt.js';

/** Deliveries come every few seconds while a partition stands still; one line a minute is enough to be heard. */
const REPEAT_MS = 60_000;

export type AlarmReason = HaltReason | 'out-of-reach';

/** A partition that does not move and needs a look. */
export interface Alarm {
  readonly topic: string;
  readonly partition: number;
  readonly reason: AlarmReason;
  /** Since when, milliseconds since 1970. */
  readonly since: number;
}

/** What stands still in a service, for the log and for whoever asks. */
export class Alarms {
  private readonly raised = new Map<string, Alarm & { toldAt: number }>();
  private readonly log = logger('listening');

  raise(place: Place, reason: AlarmReason, fault: unknown): void {
    const now = Date.now();
    const name = nameOf(place);
    const known = this.raised.get(name);
    const alarm =
      known?.reason === reason
        ? known
        : { topic: place.topic, partition: place.partition, reason, since: now, toldAt: 0 };
    this.raised.set(name, alarm);
    if (now - alarm.toldAt < REPEAT_MS) return;
    alarm.toldAt = now;
    this.log.error(
      { consumer: place.consumer, topic: place.topic, partition: place.partition, reason, fault },
      'a partition stands still',
    );
  }

  /** The partition moves again. */
  clear(place: Place): void {
    if (!this.raised.delete(nameOf(place))) return;
    this.log.info(
      { consumer: place.consumer, topic: place.topic, partition: place.partition },
      'the partition moves again',
    );
  }

  standing(): Alarm[] {
    return [...this.raised.values()].map(({ toldAt: _toldAt, ...alarm }) => alarm);
  }
}
