import { SERVICES } from '@okuru/contracts';
import { LOOK_EVERY_MS, type Sample } from './sampler.js';

/** A shop counts as well only when it stays so: what was stuck at the healing takes some seconds to be seen as stale. */
export const STAYS_WELL_MS = 4_000;

/**
 * Milliseconds from the healing until the shop is well: every service ready, none that says a loop of it stands still, and nothing that should
 * have been heard waiting.
 * null when that was never seen. A later fault that comes before counts too, so the figure is an upper bound.
 */
export const recoveryMsAfter = (samples: readonly Sample[], healedMs: number): number | null => {
  let wellSince: number | undefined;
  for (const sample of samples) {
    if (sample.atMs < healedMs) continue;
    if (!isWell(sample)) wellSince = undefined;
    else wellSince ??= sample.atMs;
    if (wellSince !== undefined && sample.atMs - wellSince >= STAYS_WELL_MS - LOOK_EVERY_MS)
      return wellSince - healedMs;
  }
  return null;
};

/** Whether the latest samples, since then, show a shop that stays well. */
export const isWellSince = (samples: readonly Sample[], sinceMs: number): boolean =>
  recoveryMsAfter(samples, sinceMs) !== null && samples.at(-1) !== undefined && isWell(samples.at(-1)!);

const isWell = ({ stale, ready, dead }: Sample): boolean =>
  stale === 0 && ready === SERVICES.length && dead === 0;
