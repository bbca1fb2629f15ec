import type { Adapter, Evidence } from '../schedule/fault-kind.js';
import type { PlannedFault } from '../schedule/schedule.js';
import type { Sample } from '../load/sampler.js';

/** A fault as it went. */
export interface FaultResult extends PlannedFault {
  /** Milliseconds since the first order, when it was really done and undone. */
  readonly begunMs: number;
  readonly healedMs: number;
  readonly evidence: Evidence;
  /** null: the shop was not seen well again. */
  readonly recoveryMs: number | null;
}

/** Requests of clients within a second. */
export interface LoadSecond {
  readonly second: number;
  readonly accepted: number;
  readonly requests: number;
  /** Answered 429, 502 or 503, or not at all: asked again. */
  readonly putOff: number;
  readonly slowestMs: number;
}

/** What one seed came to; counts of faults are 0 on a shop that keeps its promises. */
export interface SeedResult {
  readonly seed: number;
  /** The state of the source it was measured at. */
  readonly revision: string;
  readonly adapter: Adapter;
  readonly orders: number;
  readonly accepted: number;
  readonly dispatched: number;
  readonly cancelled: number;
  /** Amendments that buyers asked for; each is accepted or refused, by shipping or at the door. */
  readonly amended: number;
  readonly amendmentsAccepted: number;
  readonly amendmentsRefused: number;
  readonly lost: number;
  readonly doubled: number;
  readonly oversold: number;
  readonly leakedUnits: number;
  readonly orderRegressions: number;
  readonly letterRepeats: number;
  readonly duplicatesAbsorbed: number;
  readonly fencedWrites: number;
  /** Processes that ended although no fault asked for it; a supervisor started them again. */
  readonly unexpectedEnds: number;
  /** Answers that are neither a yes, a no with a reason, nor "ask again". */
  readonly serverErrors: number;
  readonly drainedMs: number;
  readonly secondsTotal: number;
  readonly faults: readonly FaultResult[];
  /** Everything that is not as it must be, in words; empty = green. */
  readonly broken: readonly string[];
  readonly samples: readonly Sample[];
  readonly load: readonly LoadSecond[];
}

export const isGreen = ({ broken }: Pick<SeedResult, 'broken'>): boolean => broken.length === 0;
