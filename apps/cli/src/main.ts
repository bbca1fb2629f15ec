#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { runDemo } from './demo/demo.js';
import { Interrupted } from './demo/interrupted.js';
import { printReport } from './demo/report.js';
import { importTariff, type ImportTariffOptions } from './import/import-tariff.js';
import { assertWritable } from './json-file.js';
import { kafka } from './kafka.js';

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number above 0');
  return value;
};

const program = new Command('okuru').description('Open, event-driven order fulfilment').showHelpAfterError();

program
  .command('demo')
  .description('the main job: orders from POST to dispatch, worked by a simulated crew, audited from outside')
  .option('--orders <n>', 'how many orders', wholeNumber)
  .option(
    '--dataset <dir>',
    "orders from items.csv[.gz] and cartons from boxes.csv[.gz] (BoxPacker's format)",
  )
  .option('--seed <text>', 'seed of generated orders', 'okuru')
  .option('--kafka', 'four processes on Kafka, PostgreSQL and Redis', false)
  .option('--json <file>', 'write the figures as JSON')
  .action(
    async (options: { orders?: number; dataset?: string; seed: string; kafka: boolean; json?: string }) => {
      if (options.json) await assertWritable(options.json);
      const report = await runDemo(options);
      printReport(report);
      if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
      if (report.faults.length > 0) process.exitCode = 1;
    },
  );

program
  .command('kafka')
  .description('a real local Kafka until Ctrl-C; jars come from Maven Central')
  .action(kafka);

const imports = program
  .command('import')
  .description('puts a file into a running shop, or names every fault in it');

imports
  .command('tariff <file>')
  .description("a carrier's prices: prefecture,zone,lead_days,60,80,… or a table of rates with --zones")
  .requiredOption('--carrier <code>', 'such as yamato')
  .requiredOption('--service <code>', 'such as takkyubin')
  .requiredOption('--effective-from <day>', 'first day in force, such as 2026-10-01')
  .option('--effective-to <day>', 'last day in force')
  .option('--source <text>', 'where the prices come from; the name of the file otherwise')
  .option('--zones <file>', 'zones of a table of rates: CSV zone,prefecture or JSON')
  .addOption(new Option('--payment <kind>', 'which price column').choices(['cash', 'cashless']))
  .option('--origin <code>', "JIS code of the prefecture sent from; the shop's otherwise", wholeNumber)
  .option('--allow <check...>', 'doubts that somebody has looked at')
  .option('--dry-run', 'checks and stores nothing', false)
  .addOption(new Option('--url <url>', 'the shop').env('OKURU_URL').default('http://127.0.0.1:3000'))
  .addOption(new Option('--key <key>', 'API key with the role ops or admin').env('OKURU_API_KEY'))
  .action(async (file: string, options: ImportTariffOptions) => {
    const { ok, lines } = await importTariff(file, options);
    for (const line of lines) (ok ? console.log : console.error)(line);
    if (!ok) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  // Requests under way would keep the process alive.
  if (error instanceof Interrupted) process.exit(error.exitCode);
  console.error(`okuru: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
