import type { Backoff } from '../database/backoff.js';

/** What a consumer does when something fails. Every bound of the listening side stands here. */
export interface FailurePolicy {
  /** Tries of an event that fails alone before it is set aside. */
  readonly poisonTries: number;
  readonly betweenPoisonTries: Backoff;
  /** Repeats of a transient fault within one delivery; after them the log delivers again, for ever, with its own backoff. */
  readonly transientRetries: number;
  readonly betweenTransientRetries: Backoff;
  /** Deliveries in a row that end in a transient fault before it is an alarm. */
  readonly transientDeliveriesBeforeAlarm: number;
  /** Records a service may hold aside. When full, the partition halts instead of losing any. */
  readonly setAsideMax: number;
  readonly breaker: BreakerPolicy;
  /** Batches a service handles at the same time; each takes one of its database connections. */
  readonly batchesAtOnceMax: number;
}

/** A partition is paused when both bounds are passed: then not the events are at fault but we are. */
export interface BreakerPolicy {
  readonly failuresPerMinuteMax: number;
  /** Share of the last `windowEvents`, 0 to 1. */
  readonly failureShareMax: number;
  readonly windowEvents: number;
  /** Time from pausing to probing with one event. */
  readonly pauseMs: number;
}

export const FAILURE_POLICY: FailurePolicy = {
  poisonTries: 3,
  betweenPoisonTries: { firstMs: 20, maxMs: 200 },
  transientRetries: 3,
  betweenTransientRetries: { firstMs: 10, maxMs: 100 },
  transientDeliveriesBeforeAlarm: 5,
  setAsideMax: 100_000,
  breaker: { failuresPerMinuteMax: 20, failureShareMax: 0.2, windowEvents: 200, pauseMs: 30_000 },
  batchesAtOnceMax: 4,
};
