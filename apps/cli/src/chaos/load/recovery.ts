import type { Sample } from './sampler.js';

/**
 * Milliseconds from the healing until the shop is well: every service ready and nothing that should have been heard waiting.
 * null when that was never seen. A later fault that comes before counts too, so the figure is an upper bound.
 */
export const recoveryMsAfter = (samples: readonly Sample[], healedMs: number): number | null => {
  const well = samples.find(
    ({ atMs, stale, ready }) => atMs >= healedMs && stale === 0 && ready === SERVICES_COUNT,
  );
  return well ? well.atMs - healedMs : null;
};

const SERVICES_COUNT = 4;
