import type { ServiceName } from '@okuru/contracts';
import type { TopicLag } from './lag-ages.js';

/** What may wait how long before it is an alarm, seconds. With a look every five seconds it is told well within a minute. */
export const OVERDUE_AFTER_SECONDS = { unsent: 30, unheard: 30, unseen: 30 };

/** `unsent`: in the outbox. `unheard`: in the log. `unseen`: nobody could look at the one or the other. */
export type OverdueWhat = keyof typeof OVERDUE_AFTER_SECONDS;

export interface Overdue {
  readonly service: ServiceName;
  readonly what: OverdueWhat;
  readonly seconds: number;
}

/** The latest look at a service; ages in seconds. */
export interface ServiceFigures {
  readonly service: ServiceName;
  readonly oldestUnsentSeconds: number;
  readonly lag: readonly TopicLag[];
  /** How old the older of the two looks is. */
  readonly lookAgeSeconds: number;
}

export const overdueOf = (figures: ServiceFigures): Overdue[] => {
  const { service, oldestUnsentSeconds, lag, lookAgeSeconds } = figures;
  const ages: readonly (readonly [OverdueWhat, number])[] = [
    ['unsent', oldestUnsentSeconds],
    ['unheard', Math.max(0, ...lag.map(({ ageSeconds }) => ageSeconds))],
    ['unseen', lookAgeSeconds],
  ];
  return ages.flatMap(([what, seconds]) =>
    seconds > OVERDUE_AFTER_SECONDS[what] ? [{ service, what, seconds: Math.round(seconds) }] : [],
  );
};
