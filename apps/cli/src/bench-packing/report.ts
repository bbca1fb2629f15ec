import type { Machine } from '../machine.js';
import type { Row, SectionReport, Size } from './section.js';
import { markdownTable, terminalTable } from './table.js';

/** What `--json` writes. */
export interface BenchReport {
  readonly at: string;
  readonly seed: number;
  readonly size: Size;
  readonly machine: Machine;
  readonly seconds: number;
  readonly sections: readonly (SectionReport & { readonly name: string; readonly seconds: number })[];
  /** One line per target that is not met; empty = all are. */
  readonly broken: readonly string[];
}

/** The report for a terminal. */
export const terminalPage = (report: BenchReport): string =>
  [
    ...report.sections.flatMap(({ title, said, rows, seconds }) => [
      `${title} (${seconds.toFixed(1)} s)`,
      ...said.map((line) => `  ${line}`),
      '',
      ...terminalTable(rows),
      '',
    ]),
    ranOn(report),
    ...verdictOf(report),
  ].join('\n');

const PREFACE = `# Packing and carriage, measured

What \`npm run bench:packing\` found, beside its peers. This page is its own output:

\`\`\`
npm run bench:packing -- --markdown docs/benchmarks-packing.md --json FILE
\`\`\`

"Must be" is a target the command fails on (exit code 1); rows without one are only reported. \`--dataset DIR\` runs the orders of
another folder, \`--only orders,small\` some sections, \`--quick\` a small sample of each, \`--seed N\` other chance. Data sets are
looked for in \`../shared/data\`; a section says what it used instead where there is none.

Peers: [BoxPacker](https://github.com/dvdoug/BoxPacker) (PHP, MIT), its own answers as kept in its test data;
[binpackingjs](https://github.com/olragon/binpackingjs) 4.1.0 (MIT), run here on the same input in the same run;
[EB-AFIT](https://github.com/davidmchapman/3DContainerPacking) (MIT) and best known values
([packingsolver](https://github.com/fontanf/packingsolver), MIT), as published for the same instances.
`;

/** The report as the page in the documentation. */
export const markdownPage = (report: BenchReport): string =>
  [
    PREFACE,
    ...report.sections.flatMap(({ title, said, rows }) => [
      `## ${title}`,
      '',
      ...said.map((line) => `- ${line}`),
      '',
      ...markdownTable(rows),
      '',
    ]),
    '## Run',
    '',
    ranOn(report),
    '',
    ...verdictOf(report).map((line) => line.replace(/^ {2}/, '- ')),
    '',
  ].join('\n');

const ranOn = ({ at, seed, size, machine, seconds }: BenchReport): string => {
  const { cpu, cores, memoryGiB, node, commit, changed, versions } = machine;
  const state = commit === null ? '' : ` at ${commit.slice(0, 12)}${changed ? ' with changes' : ''}`;
  return (
    `${at.slice(0, 10)}, seed ${seed}${size === 'full' ? '' : `, ${size} sample`}, ${seconds.toFixed(0)} s; ${cpu}, ${cores} cores, ` +
    `${memoryGiB} GiB, Node ${node}; Okuru ${versions['okuru'] ?? ''}${state}, binpackingjs ${versions['binpackingjs'] ?? ''}.`
  );
};

const verdictOf = ({ broken }: BenchReport): string[] =>
  broken.length === 0
    ? ['Every target is met.']
    : [`${broken.length} target(s) not met:`, '', ...broken.map((line) => `  ${line}`)];

/** The targets not met, a line each. */
export const brokenIn = (name: string, rows: readonly Row[]): string[] =>
  rows
    .filter(({ holds }) => holds === false)
    .map(({ what, ours, target = '' }) => `${name}: ${what}: ${ours}; must be ${target}`);
