#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { carrierSimulatorCommand } from './carrier-simulator/carrier-simulator-command.js';
import { runChaos } from './chaos/chaos.js';
import type { Adapter } from './chaos/schedule/fault-kind.js';
import { seedsOf } from './chaos/schedule/seeds.js';
import { runDemo } from './demo/demo.js';
import { Interrupted } from './demo/interrupted.js';
import { printReport } from './demo/report.js';
import { migrateCommand, rebuildCommand } from './evolution/commands.js';
import { assertWritable } from './json-file.js';
import { kafka } from './kafka.js';
import { soakCommand } from './soak/soak-command.js';
import { printCommand } from './print/print-command.js';
import { rolesCommand } from './roles/roles-command.js';
import { importCommand, rehearseCommand, whatIfCommand } from './running-shop/commands.js';
import {
  backupCommand,
  doctorCommand,
  exportCommand,
  restateCommand,
  restoreCommand,
} from './safe-keeping/commands.js';

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

interface ChaosFlags {
  readonly seed?: string;
  readonly seeds?: string;
  readonly orders: number;
  readonly adapter: Adapter;
  readonly faults?: string;
  readonly short?: boolean;
  readonly overloadSeconds?: number;
  readonly resume?: string;
  readonly json?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly keep?: string;
}

program
  .command('chaos')
  .description(
    'the fault rig: a shop of real processes, hurt on purpose under load, healed, drained and audited',
  )
  .option('--seed <n>', 'one seed; the same seed plans the same faults')
  .option('--seeds <a..b>', 'a row of seeds')
  .option('--orders <n>', 'orders per seed', wholeNumber, 100)
  .option('--faults <names>', 'only these kinds of fault, separated by commas')
  .addOption(
    new Option('--adapter <log>', 'where events travel').choices(['kafka', 'postgres']).default('kafka'),
  )
  .option('--short', 'three light faults a seed instead of five')
  .option('--overload-seconds <n>', 'how long an overload lasts, its ramp counted in', wholeNumber)
  .option('--resume <file>', 'keep the result of each seed here and leave out seeds that are in it')
  .option('--json <file>', 'write all results as JSON')
  .option('--html <file>', 'write a page with a timeline of each seed')
  .option('--markdown <file>', 'write the tables for docs/reliability.md')
  .option('--keep <dir>', 'keep ledger and logs of red seeds below this folder')
  .action(async ({ seed, seeds, faults, ...rest }: ChaosFlags) => {
    if (seed !== undefined && seeds !== undefined)
      throw new Error('--seed and --seeds: name one of them; a row holds the seed too.');
    const green = await runChaos({
      ...rest,
      seeds: seedsOf(seeds ?? seed ?? '1'),
      ...(faults === undefined ? {} : { faults: faults.split(',').map((name) => name.trim()) }),
    });
    // What was left of a seed that could not be finished would keep the process alive.
    process.exit(green ? 0 : 1);
  });

program
  .command('kafka')
  .description('a real local Kafka until Ctrl-C; jars come from Maven Central')
  .action(kafka);

program.addCommand(rolesCommand()).addCommand(soakCommand());
program.addCommand(migrateCommand()).addCommand(rebuildCommand());
for (const command of [backupCommand(), restoreCommand(), restateCommand(), doctorCommand(), exportCommand()])
  program.addCommand(command);
program.addCommand(printCommand()).addCommand(carrierSimulatorCommand());
program.addCommand(rehearseCommand()).addCommand(importCommand()).addCommand(whatIfCommand());
try {
  await program.parseAsync();
} catch (error) {
  // Requests under way would keep the process alive.
  if (error instanceof Interrupted) process.exit(error.exitCode);
  console.error(`okuru: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
