import type { Lag, Round, Script } from './script.js';
import type { Flow } from './shop-model.js';

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A question is answered within 72 hours and an order paid within seven days, or they end. */
const BETWEEN_PHASES_MS = [73 * HOUR_MS, 120 * HOUR_MS, 0];
/** After it no deadline is left. */
export const AT_THE_END_MS = 8 * 24 * HOUR_MS;
/** Rounds until everything has come to its end; far more than any script needs. */
export const LAST_ROUNDS_MAX = 40;
export const EVERYTHING: Flow = { lanes: 2 ** 16 - 1, together: 3, twice: false };

export interface Phase {
  readonly rounds: readonly Round[];
  readonly lag: Lag | null;
  /** How much time goes by after it. */
  readonly thenMs: number;
}

/** The course every script takes: rounds, days, rounds, days, rounds. */
export const phasesOf = ({ phases, lags }: Script): readonly Phase[] =>
  BETWEEN_PHASES_MS.map((thenMs, at) => ({ rounds: phases[at] ?? [], lag: lags[at] ?? null, thenMs }));
