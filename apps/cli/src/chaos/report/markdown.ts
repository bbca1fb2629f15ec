import { amendmentsTold } from './amendments-told.js';
import type { SeedResult } from './result.js';
import type { Summary } from './summary.js';

/** The results as the part of a document: what was run, what it came to, and each fault by the times it was hit. */
export const markdownOf = (results: readonly SeedResult[], summary: Summary): string => {
  const [first] = results;
  const times = results.map(({ secondsTotal }) => secondsTotal).sort((a, b) => a - b);
  const median = times[Math.floor((times.length - 1) / 2)] ?? 0;
  const revisions = [...new Set(results.map(({ revision }) => revision))].join(', ');
  return [
    `${summary.seeds} seeds on ${first?.adapter ?? 'nothing'}, measured at ${revisions}: ${summary.green} green${summary.red.length > 0 ? `, red: ${summary.red.join(', ')}` : ''}.`,
    `${summary.accepted} acknowledged orders: **${summary.lost} lost, ${summary.doubled} doubled, ${summary.oversold} oversold, ${summary.leakedUnits} units leaked, ${summary.orderRegressions} out of order**;`,
    `${amendmentsTold(summary)};`,
    `${summary.duplicatesAbsorbed} duplicates absorbed, ${summary.fencedWrites} deliveries fenced, ${summary.letterRepeats} letters repeated.`,
    `A seed took ${median} s (median), ${times.at(-1) ?? 0} s at most.`,
    '',
    '| fault | times hit | not seen | well again, median | worst | overtaken | never |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...summary.faults.map(({ kind, hit, missed, recoveryMsMedian, recoveryMsMax, overtaken, neverWell }) =>
      row([kind, hit, missed, seconds(recoveryMsMedian), seconds(recoveryMsMax), overtaken, neverWell]),
    ),
    ...overloads(results),
    '',
  ].join('\n');
};

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const seconds = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1_000).toFixed(1)} s`);

/** What an overload came to is too much for a cell. */
const overloads = (results: readonly SeedResult[]): readonly string[] => {
  const lines = results.flatMap(({ seed, faults }) =>
    faults
      .filter(({ kind }) => kind === 'overload')
      .map(({ evidence }) => `- seed ${seed}: ${evidence.count} ${evidence.what}`),
  );
  return lines.length === 0 ? [] : ['', 'Overloads:', '', ...lines];
};
