import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { assertWritable } from '../json-file.js';
import { importBill, type BillOptions } from './import-bill.js';
import { importTariff, type TariffOptions } from './import-tariff.js';
import { rehearse } from './rehearse.js';
import { withShop, withShopAddress, type ShopAddress } from './shop-address.js';
import { whatIf, whatIfLines } from './what-if.js';
import {
  discount,
  tariffOption,
  whatIfQuestion,
  type Discount,
  type WhatIfOptions,
} from './what-if-question.js';

const tell = (lines: readonly string[]): void => lines.forEach((line) => console.log(line));

/** `okuru rehearse FILE`. */
export const rehearseCommand = (): Command =>
  withShopAddress(new Command('rehearse'))
    .description('what would become of an order if it were placed now; nothing is ordered')
    .argument('<file>', 'JSON: one order, as POST /v1/orders takes it')
    .action((file: string, options: ShopAddress) =>
      withShop(options, async (shop) => tell(await rehearse(shop, file))),
    );

/** `okuru import bill FILE` and `okuru import tariff FILE`. */
export const importCommand = (): Command =>
  new Command('import')
    .description('hand a file in to a running shop, or hear of every fault in it')
    .addCommand(importBillCommand())
    .addCommand(importTariffCommand());

const importBillCommand = (): Command =>
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
    );

const importTariffCommand = (): Command =>
  withShopAddress(new Command('tariff'))
    .description("a carrier's prices: prefecture,zone,lead_days,60,80,… or a table of rates with --zones")
    .argument('<file>', 'CSV, UTF-8 or CP932')
    .requiredOption('--carrier <code>', 'such as yamato')
    .requiredOption('--service <code>', 'such as takkyubin')
    .requiredOption('--effective-from <day>', 'first day in force, such as 2026-10-01')
    .option('--effective-to <day>', 'last day in force')
    .option('--source <text>', 'where the prices come from; the name of the file otherwise')
    .option('--zones <file>', 'zones of a table of rates: CSV zone,prefecture or JSON')
    .addOption(new Option('--payment <kind>', 'which price column').choices(['cash', 'cashless']))
    .option('--origin <code>', "JIS code of the prefecture sent from; the shop's otherwise", prefectureCode)
    .option('--allow <check...>', 'doubts that somebody has looked at')
    .option('--dry-run', 'checks and stores nothing', false)
    .action((file: string, options: TariffOptions & ShopAddress) =>
      withShop(options, async (shop) => tell(await importTariff(shop, file, options))),
    );

const prefectureCode = (text: string): number => {
  if (/^([1-9]|[1-3][0-9]|4[0-7])$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a JIS prefecture code, 1 to 47');
};

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
    .option(
      '--tariff <file>',
      'JSON of tariffs instead of those of their services, or sagawa/takuhaibin=FILE.csv, a table of prices',
      tariffOption,
    )
    .option('--zones <file>', 'the zones of such a table from zone to zone')
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
