import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { assertWritable } from '../json-file.js';
import { importBill, type BillOptions } from './import-bill.js';
import { withShop, withShopAddress, type ShopAddress } from './shop-address.js';
import { whatIf, whatIfLines } from './what-if.js';
import { discount, whatIfQuestion, type Discount, type WhatIfOptions } from './what-if-question.js';

const tell = (lines: readonly string[]): void => lines.forEach((line) => console.log(line));

/** `okuru import bill FILE`. */
export const importCommand = (): Command =>
  new Command('import').description('hand a file in to a running shop').addCommand(
    withShopAddress(new Command('bill'))
      .description("a carrier's bill as CSV, held against what was planned")
      .argument('<file>', 'CSV, UTF-8 or CP932')
      .requiredOption('--carrier <code>', 'yamato, sagawa, japanpost …')
      .requiredOption(
        '--number <text>',
        "the carrier's number of the bill; the same bill again changes nothing",
      )
      .option(
        '--layout <name>',
        "names of the columns: okuru or okuru-ja; Okuru's own, for carriers publish none",
      )
      .option('--from <day>', 'first day of the bill, 2026-10-01')
      .option('--to <day>', 'last day of the bill')
      .action((file: string, options: BillOptions & ShopAddress) =>
        withShop(options, async (shop) => tell(await importBill(shop, file, options))),
      ),
  );

interface WhatIfFiles {
  readonly chart?: string;
  readonly json?: string;
}

/** `okuru what-if`. */
export const whatIfCommand = (): Command =>
  withShopAddress(new Command('what-if'))
    .description('what parcels that left would have cost with other packages, tariffs or discounts')
    .option('--packages <file>', 'JSON: all packages there would be, as GET /v1/packages answers them')
    .option('--add-packages <file>', 'JSON: packages beside those there are')
    .option('--tariff <file>', 'JSON: tariffs instead of those of their services')
    .option(
      '--discount <carrier/service=percent>',
      'off the freight of a service, e.g. sagawa/takuhaibin=8%; may be repeated',
      (text: string, before: Discount[]) => [...before, discount(text)],
      [],
    )
    .option('--from <day>', 'first day on which parcels left; the month before this one when not given')
    .option('--to <day>', 'last day')
    .option('--chart <file>', 'write the chart as SVG')
    .option('--json <file>', 'write the figures as JSON')
    .action(async (options: WhatIfOptions & WhatIfFiles & ShopAddress) => {
      const question = await whatIfQuestion(options);
      if (options.chart) await assertWritable(options.chart, '--chart');
      if (options.json) await assertWritable(options.json);
      await withShop(options, async (shop) => {
        const { answer, chart } = await whatIf(shop, question, ({ done, of }) =>
          console.error(`${done} of ${of} orders`),
        );
        tell(whatIfLines(answer));
        if (options.chart) await writeFile(options.chart, chart);
        if (options.json) await writeFile(options.json, `${JSON.stringify(answer, null, 2)}\n`);
      });
    });
