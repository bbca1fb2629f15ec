import { loadSeconds } from './load-seconds.js';
import type { FaultResult, SeedResult } from './result.js';
import type { Schedule } from '../schedule/schedule.js';

/** A seed that came to no end: red, with what was done until then and why it ended. */
export const unfinished = (
  { seed, adapter }: Schedule,
  orders: number,
  done: readonly Omit<FaultResult, 'recoveryMs'>[],
  why: string,
): Omit<SeedResult, 'revision' | 'secondsTotal'> => ({
  seed,
  adapter,
  orders,
  accepted: 0,
  dispatched: 0,
  cancelled: 0,
  amended: 0,
  amendmentsAccepted: 0,
  amendmentsRefused: 0,
  lost: 0,
  doubled: 0,
  oversold: 0,
  leakedUnits: 0,
  orderRegressions: 0,
  letterRepeats: 0,
  duplicatesAbsorbed: 0,
  fencedWrites: 0,
  unexpectedEnds: 0,
  serverErrors: 0,
  drainedMs: 0,
  faults: done.map((fault) => ({ ...fault, recoveryMs: null })),
  broken: [`could not be finished: ${why}`],
  samples: [],
  load: loadSeconds([]),
});
