import { amendmentsTold } from './amendments-told.js';
import { isGreen, type SeedResult } from './result.js';
import { table } from './table.js';

const BROKEN_SHOWN_MAX = 20;
const seconds = (ms: number | null): string => (ms === null ? 'never' : `${(ms / 1_000).toFixed(1)} s`);

/** What one seed came to, for a terminal. */
export const printSeed = (result: SeedResult): void => {
  const { seed, adapter, faults, broken } = result;
  console.log('');
  console.log(
    table(
      ['fault', 'target', 'at', 'healed', 'happened', 'well again after'],
      faults.map(({ kind, target, begunMs, healedMs, evidence, recoveryMs }) => [
        kind,
        target,
        seconds(begunMs),
        seconds(healedMs),
        `${evidence.count} ${evidence.what}`,
        seconds(recoveryMs),
      ]),
    ),
  );
  console.log(
    `seed ${seed} on ${adapter}: ${result.accepted} orders, ${result.lost} lost, ${result.doubled} doubled, ${result.oversold} oversold, ` +
      `${result.leakedUnits} units leaked, ${result.orderRegressions} out of order; ${amendmentsTold(result)}; ${result.duplicatesAbsorbed} duplicates absorbed, ` +
      `${result.fencedWrites} fenced, ${result.letterRepeats} letters repeated; drained in ${seconds(result.drainedMs)}, ${result.secondsTotal} s in all`,
  );
  console.log(isGreen(result) ? 'GREEN' : `RED: ${broken.length} thing(s) are not as they must be`);
  for (const text of broken.slice(0, BROKEN_SHOWN_MAX)) console.log(`  - ${text}`);
};
