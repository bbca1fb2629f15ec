import fc from 'fast-check';
import { CoreRun } from './core-run.js';
import { type CoreFact, CoreShop } from './core-shop.js';
import { anyScript } from './script.js';
import type { Deed, LaneName } from './shop-model.js';

/** Scripts that the pure cores live through, beside the `OKURU_SEEDS` of the whole shop. */
const SEEDS = 10 * Number(process.env['OKURU_SEEDS'] ?? 1_000);
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
/** A script as a failure printed it, to be run again: {"seed": …, "path": …}. */
const REPLAY = JSON.parse(process.env['OKURU_REPLAY'] ?? '{}') as { seed?: number; path?: string };

it(`the cores of order, inventory and shipping do what the model says in ${SEEDS} scripts`, () => {
  const beganAt = performance.now();
  fc.assert(
    fc.property(anyScript, (script) => new CoreRun(script).run()),
    { seed: SEED, numRuns: SEEDS, ...REPLAY },
  );
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  process.stderr.write(`the cores: ${SEEDS} seeds (OKURU_SEED ${SEED}) in ${seconds} s\n`);
}, 600_000);

class Deaf extends CoreShop {
  override hear(lane: LaneName, fact: CoreFact): void {
    if (fact.type !== 'stock.released') super.hear(lane, fact);
  }
}
class HearsTwice extends CoreShop {
  override hear(lane: LaneName, fact: CoreFact): void {
    super.hear(lane, fact);
    if (fact.type === 'order.placed') super.hear(lane, fact);
  }
}
class NeverEnds extends CoreShop {
  override timeGoesBy(): void {}
}
class ForgetsToPay extends CoreShop {
  override perform(deed: Deed): boolean {
    return deed.deed === 'pay' || super.perform(deed);
  }
}
class ForgetsToAmend extends CoreShop {
  override perform(deed: Deed): boolean {
    return deed.deed === 'amend' || super.perform(deed);
  }
}

it.each([Deaf, HearsTwice, NeverEnds, ForgetsToPay, ForgetsToAmend])(
  'a shop that is wrong differs: %p',
  (Wrong) => {
    const { failed } = fc.check(
      fc.property(anyScript, (script) => new CoreRun(script, Wrong).run()),
      { seed: SEED, numRuns: SEEDS, endOnFailure: true },
    );
    expect(failed).toBe(true);
  },
);
