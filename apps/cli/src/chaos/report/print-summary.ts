import { amendmentsTold } from './amendments-told.js';
import type { Summary } from './summary.js';
import { table } from './table.js';

const seconds = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1_000).toFixed(1)} s`);

/** Fault by times hit, and what all seeds together came to. */
export const printSummary = (summary: Summary): void => {
  console.log('');
  console.log(
    table(
      ['fault', 'times hit', 'not seen to happen', 'well again, median', 'worst', 'overtaken', 'never'],
      summary.faults.map(({ kind, hit, missed, recoveryMsMedian, recoveryMsMax, overtaken, neverWell }) => [
        kind,
        String(hit),
        String(missed),
        seconds(recoveryMsMedian),
        seconds(recoveryMsMax),
        String(overtaken),
        String(neverWell),
      ]),
    ),
  );
  console.log('');
  console.log(
    `${summary.seeds} seed(s), ${summary.green} green${summary.red.length > 0 ? `, red: ${summary.red.join(', ')}` : ''}: ` +
      `${summary.accepted} orders, ${summary.lost} lost, ${summary.doubled} doubled, ${summary.oversold} oversold, ` +
      `${summary.leakedUnits} units leaked, ${summary.orderRegressions} out of order; ${amendmentsTold(summary)}; ${summary.duplicatesAbsorbed} duplicates absorbed, ` +
      `${summary.fencedWrites} fenced, ${summary.letterRepeats} letters repeated`,
  );
  console.log(`${summary.green} passed, ${summary.red.length} failed, 0 skipped`);
};
