import type { Machine } from './machine.js';
import type { Row, SectionReport } from './section.js';

/** What `--json` writes. */
export interface BenchReport {
  readonly at: string;
  readonly seed: number;
  readonly quick: boolean;
  readonly machine: Machine;
  readonly seconds: number;
  readonly sections: readonly (SectionReport & { readonly name: string; readonly seconds: number })[];
  /** One line per target that is not met; empty = all are. */
  readonly broken: readonly string[];
}

const MARKS = { true: 'holds', false: 'BROKEN', undefined: '' } as const;

/** The whole report as a page; it reads as a table on a terminal and in Markdown alike. */
export const pageOf = (report: BenchReport): string =>
  [
    ...report.sections.flatMap(({ title, said, rows, seconds }) => [
      `## ${title} (${seconds.toFixed(1)} s)`,
      '',
      ...said.map((line) => `- ${line}`),
      '',
      ...tableOf(rows),
      '',
    ]),
    `Seed ${report.seed}${report.quick ? ', quick sample' : ''}; ${machineLine(report.machine)}; ${report.seconds.toFixed(0)} s in all.`,
    '',
    ...(report.broken.length === 0
      ? ['Every target is met.']
      : [`${report.broken.length} target(s) not met:`, '', ...report.broken.map((line) => `- ${line}`)]),
  ].join('\n');

const machineLine = ({ cpu, cores, memoryGiB, node, commit, changed, versions }: Machine): string =>
  `${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node}, Okuru ${versions['okuru'] ?? ''}` +
  `${commit ? ` at ${commit.slice(0, 12)}${changed ? ' with changes' : ''}` : ''}, binpackingjs ${versions['binpackingjs'] ?? ''}`;

const HEADER = ['measured', 'Okuru', 'must be', '', 'peers'];

const tableOf = (rows: readonly Row[]): string[] => {
  const cells = rows.map(({ what, ours, target = '', holds, peers = '' }) => [
    what,
    ours,
    target,
    MARKS[`${holds}`],
    peers,
  ]);
  const widths = HEADER.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.replaceAll('|', '/').padEnd(widths[at]!)).join(' | ')} |`;
  return [line(HEADER), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)];
};

/** The targets not met, a line each. */
export const brokenIn = (name: string, rows: readonly Row[]): string[] =>
  rows
    .filter(({ holds }) => holds === false)
    .map(({ what, ours, target = '' }) => `${name}: ${what}: ${ours}; must be ${target}`);
