#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { runDemo } from './demo/demo.js';
import { Interrupted } from './demo/interrupted.js';
import { printReport } from './demo/report.js';
import { assertWritable } from './json-file.js';
import { kafka } from './kafka.js';
import { rehearse } from './running-shop/rehearse.js';
import { withShop, withShopAddress, type ShopAddress } from './running-shop/shop-address.js';

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

withShopAddress(program.command('rehearse'))
  .description('what would become of an order if it were placed now; nothing is ordered')
  .argument('<file>', 'JSON: one order, as POST /v1/orders takes it')
  .action((file: string, options: ShopAddress) =>
    withShop(options, async (shop) => (await rehearse(shop, file)).forEach((line) => console.log(line))),
  );

try {
  await program.parseAsync();
} catch (error) {
  // Requests under way would keep the process alive.
  if (error instanceof Interrupted) process.exit(error.exitCode);
  console.error(`okuru: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
