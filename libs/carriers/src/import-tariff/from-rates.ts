import { prefectureOf } from '../prefectures.js';
import type { CsvRecord } from './csv-records.js';
import { decodeText } from './decode-text.js';
import { FAULTS_MAX, type ImportFault } from './fault.js';
import { priceFaults } from './price-faults.js';
import { priceGrid } from './price-grid.js';
import type { PlausibilityCheck } from './price-lines.js';
import { oddPairs, rateViolations } from './rate-checks.js';
import { readRates, type Rates } from './rates-csv.js';
import { refused, type Priced, type PricedOrFaults, type TariffFiles } from './tariff-files.js';
import { readZones, type Zones } from './zones-file.js';

/** Prices out of a carrier's table of rates and its zones. */
export const fromRates = (records: readonly CsvRecord[], files: TariffFiles): PricedOrFaults => {
  const zonesText = files.zones === undefined ? undefined : decodeText(files.zones);
  if (zonesText === undefined) {
    const message =
      files.zones === undefined ? 'the file of zones is missing' : 'the file is neither UTF-8 nor CP932';
    return {
      faults: [
        {
          file: 'zones',
          row: 1,
          column: '',
          message,
          mend: 'Name the file that says which prefectures are in which zone.',
        },
      ],
    };
  }
  const { zones, faults: zoneFaults } = readZones(zonesText);
  if (zoneFaults.length > 0) return { faults: zoneFaults.slice(0, FAULTS_MAX) };
  const classes = files.service.classes.map(({ code }) => code);
  const others = (files.otherServices ?? [])
    .flatMap((other) => other.classes.map(({ code }) => code))
    .filter((code) => !classes.includes(code));
  const { rates, faults } = readRates(
    records,
    zones,
    (size) => classes.includes(size) || others.includes(size),
  );
  if (faults.length > 0) return { faults };
  const missing = whatIsMissing(rates, zones, classes, files);
  if (missing) return missing;
  const wrong = rateFaults(rates, zones, [classes, others], files.allow ?? []);
  return wrong.length > 0 ? { faults: wrong } : pricedFrom(rates, zones, classes, files);
};

const originZoneOf = (zones: Zones, { originPrefecture }: TariffFiles): string =>
  [...zones].find(([, prefectures]) => prefectures.includes(originPrefecture))![0];

const whatIsMissing = (
  { lines, columns }: Rates,
  zones: Zones,
  classes: readonly string[],
  files: TariffFiles,
): { readonly faults: readonly ImportFault[] } | undefined => {
  const end = lines.at(-1)!.row + 1;
  const sizes = new Set(lines.map(({ size }) => size));
  const lost = classes.filter((code) => !sizes.has(code));
  if (lost.length > 0)
    return refused(
      end,
      `no row has the size ${lost.join(', ')}`,
      'Add the rows; every class of the service needs its prices.',
      'size',
    );
  const origin = originZoneOf(zones, files);
  if (!lines.some((line) => line.origin === origin)) {
    const from = prefectureOf(files.originPrefecture)!.ja;
    return refused(
      end,
      `no row starts from ${origin}, the zone of ${from}`,
      'Use the table of the zone the shop sends from.',
      'origin_zone',
    );
  }
  if (files.payment === 'cashless' && !columns.includes('cashless_yen'))
    return refused(
      1,
      'there is no column cashless_yen',
      'Import the cash prices, or a file with both.',
      'cashless_yen',
    );
  return undefined;
};

const rateFaults = (
  { lines, prices, columns }: Rates,
  zones: Zones,
  services: readonly (readonly string[])[],
  allowed: readonly PlausibilityCheck[],
): ImportFault[] => {
  const there = new Set(lines.map(({ size }) => size));
  const ladders = services.map((classes) => classes.filter((size) => there.has(size)));
  const grids = {
    services: ladders.filter((ladder) => ladder.length > 0).map((ladder) => priceGrid(lines, zones, ladder)),
    whole: priceGrid(lines, zones, bySize(ladders)),
  };
  return priceFaults(
    {
      rows: lines.map(({ row }) => row),
      columns,
      prices,
      blocks: blocksOf(lines),
      violations: (given) => rateViolations(grids, given),
      oddness: (given) => grids.services.reduce((sum, grid) => sum + oddPairs(grid, given), 0),
    },
    allowed,
  );
};

/** The classes of all services, smallest first; a class that is no size stays where its service has it. */
const bySize = (ladders: readonly (readonly string[])[]): readonly string[] => {
  const [own = [], ...others] = ladders;
  const isSize = (code: string): boolean => /^[0-9]+$/.test(code);
  if (![...own, ...others.flat()].every(isSize)) return own;
  return [...own, ...others.flat()].sort((a, b) => Number(a) - Number(b));
};

/** Runs of lines of one origin and size. */
const blocksOf = (lines: Rates['lines']): (readonly [from: number, to: number])[] => {
  const starts = [...lines.keys()].filter(
    (at) => lines[at - 1]?.origin !== lines[at]!.origin || lines[at - 1]?.size !== lines[at]!.size,
  );
  return starts.map((from, index) => [from, (starts[index + 1] ?? lines.length) - 1]);
};

const pricedFrom = (
  { lines, prices, columns }: Rates,
  zones: Zones,
  classes: readonly string[],
  files: TariffFiles,
): Priced => {
  const column = columns.indexOf(`${files.payment ?? 'cash'}_yen`);
  const origin = originZoneOf(zones, files);
  const priceYen: Record<string, Record<string, number>> = {};
  lines.forEach((line, at) => {
    if (line.origin !== origin || !classes.includes(line.size)) return;
    (priceYen[line.zone] ??= {})[line.size] = prices[at]![column]!;
  });
  return {
    zoneByPrefecture: Object.fromEntries(
      [...zones].flatMap(([zone, prefectures]) => prefectures.map((code) => [code, zone] as const)),
    ),
    priceYen,
  };
};
