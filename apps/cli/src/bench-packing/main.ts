import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { Progress } from '../demo/progress.js';
import { assertWritable } from '../json-file.js';
import { machineOf } from '../machine.js';
import { brokenIn, markdownPage, terminalPage, type BenchReport } from './report.js';
import type { Bench } from './section.js';
import { SECTIONS } from './sections.js';

const ROOT = resolve(import.meta.dirname, '../../../..');
const SEED_DEFAULT = 20261126;

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('expected a whole number');
  return value;
};

const sectionNames = (text: string): string[] => {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0)
    throw new InvalidArgumentError(
      `no section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}`,
    );
  return names;
};

interface Options {
  readonly json?: string;
  readonly markdown?: string;
  readonly dataset?: string;
  readonly only: readonly string[];
  readonly seed: number;
  readonly quick: boolean;
}

const run = ({ only, seed, quick, dataset }: Options): BenchReport => {
  const started = performance.now();
  const size = quick ? 'quick' : 'full';
  const sections = only.map((name) => {
    const progress = new Progress();
    progress.say(`section ${name}`);
    const bench: Bench = {
      seed,
      size,
      dataset,
      shared: resolve(ROOT, '../shared/data'),
      step: (done, total) => progress.at(name, done, total),
    };
    const begun = performance.now();
    const report = SECTIONS[name]!(bench);
    progress.end();
    return { name, ...report, seconds: (performance.now() - begun) / 1_000 };
  });
  return {
    at: new Date().toISOString(),
    seed,
    size,
    machine: machineOf(ROOT),
    seconds: (performance.now() - started) / 1_000,
    sections,
    broken: sections.flatMap(({ name, rows }) => brokenIn(name, rows)),
  };
};

const program = new Command('bench:packing')
  .description('packing and carriage measured beside their peers; exit code 1 when a target is not met')
  .showHelpAfterError()
  .option('--json <file>', 'write all figures as JSON')
  .option('--markdown <file>', 'write the tables as a page')
  .option(
    '--dataset <dir>',
    'orders of your own: items.csv, boxes.csv and, if any, expected.csv (each may be .gz)',
  )
  .option(
    '--only <sections>',
    `some of: ${Object.keys(SECTIONS).join(',')}`,
    sectionNames,
    Object.keys(SECTIONS),
  )
  .option('--seed <n>', 'seed of everything drawn by chance', wholeNumber, SEED_DEFAULT)
  .option('--quick', 'a small sample of each section, for every change', false)
  .action(async (options: Options) => {
    if (options.json) await assertWritable(options.json);
    if (options.markdown) await assertWritable(options.markdown, '--markdown');
    const report = run(options);
    console.log(terminalPage(report));
    if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    if (options.markdown) await writeFile(options.markdown, markdownPage(report));
    if (report.broken.length > 0) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(`bench:packing: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
