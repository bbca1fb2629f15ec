import fc from 'fast-check';
import { CoreRun } from './core-run.js';
import { anyScript } from './script.js';

/** Scripts that the pure cores live through, beside the `OKURU_SEEDS` of the whole shop. */
const SEEDS = 20 * Number(process.env['OKURU_SEEDS'] ?? 1_000);
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);

it(`the cores of order, inventory and shipping do what the model says in ${SEEDS} scripts`, () => {
  const beganAt = performance.now();
  fc.assert(
    fc.property(anyScript, (script) => new CoreRun(script).run()),
    { seed: SEED, numRuns: SEEDS },
  );
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  process.stderr.write(`the cores: ${SEEDS} seeds (OKURU_SEED ${SEED}) in ${seconds} s\n`);
}, 600_000);
