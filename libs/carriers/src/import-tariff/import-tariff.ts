import { serviceKey } from '../demand.js';
import { prefectureOf } from '../prefectures.js';
import type { CarrierService, Tariff } from '../types.js';
import { csvRecords, type CsvRecord } from './csv-records.js';
import { decodeText } from './decode-text.js';
import { FAULTS_MAX, type ImportFault } from './fault.js';
import { isPrefectureHeader, readPrefectureList } from './prefecture-csv.js';
import { prefectureViolations } from './prefecture-checks.js';
import { priceFaults } from './price-faults.js';
import { priceGrid } from './price-grid.js';
import type { PlausibilityCheck } from './price-lines.js';
import { oddPairs, rateViolations } from './rate-checks.js';
import { isRatesHeader, readRates, type Rates } from './rates-csv.js';
import { readZones, type Zones } from './zones-file.js';

/** Files of a tariff and what they do not say themselves. */
export interface TariffFiles {
  /** Bytes (UTF-8 or CP932) or text: Okuru's own CSV, or a table of rates from zone to zone. */
  readonly rates: Uint8Array | string;
  /** The zones of a table of rates, CSV or JSON; Okuru's own CSV needs none. */
  readonly zones?: Uint8Array | string;
  readonly service: CarrierService;
  /** Classes of the carrier's other services, whose rows in the same file are checked and left out. */
  readonly otherServices?: readonly CarrierService[];
  /** JIS code of the prefecture the shop sends from. */
  readonly originPrefecture: number;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly version?: string;
  readonly source: string;
  /** Which of two price columns; absent = cash. */
  readonly payment?: 'cash' | 'cashless';
  /** Doubts that a person has looked at: these checks refuse nothing. */
  readonly allow?: readonly PlausibilityCheck[];
  /** What the file has no room for: fees, remote areas, discounts, lead days. */
  readonly extras?: Partial<
    Pick<
      Tariff,
      | 'cashOnDeliveryFeeYen'
      | 'codFees'
      | 'coolYenByClass'
      | 'insurance'
      | 'remoteAreas'
      | 'discounts'
      | 'leadDaysByPrefecture'
      | 'byAir'
    >
  >;
}

export type ImportedTariff = { readonly tariff: Tariff } | { readonly faults: readonly ImportFault[] };

type Priced = Pick<Tariff, 'zoneByPrefecture' | 'priceYen' | 'leadDaysByPrefecture'>;
type PricedOrFaults = Priced | { readonly faults: readonly ImportFault[] };

/** A tariff out of files, or every fault at its row with what to do about it; nothing is imported when there is a single one. */
export const importTariff = (files: TariffFiles): ImportedTariff => {
  const text = decodeText(files.rates);
  if (text === undefined)
    return refused(1, 'the file is neither UTF-8 nor CP932', 'Save it as CSV from the spreadsheet again.');
  const { records, broken } = csvRecords(text);
  if (broken !== undefined) return refused(broken, 'a quote is open', 'Close it, or take it away.');
  if (records.length < 2) return refused(1, 'the file has no rows', 'Name the file with the prices.');
  const priced = readPrices(records, files);
  if ('faults' in priced) return priced;
  const { service, effectiveFrom, effectiveTo, source, extras } = files;
  return {
    tariff: {
      carrier: service.carrier,
      service: service.service,
      version: files.version ?? `${serviceKey(service)}@${effectiveFrom}`,
      source,
      isSample: false,
      effectiveFrom,
      ...(effectiveTo === undefined ? {} : { effectiveTo }),
      cashOnDeliveryFeeYen: 0,
      ...priced,
      ...extras,
    },
  };
};

const readPrices = (records: readonly CsvRecord[], files: TariffFiles): PricedOrFaults => {
  const header = records[0]!.cells;
  if (isPrefectureHeader(header)) return fromPrefectures(records, files);
  if (isRatesHeader(header)) return fromRates(records, files);
  const own = ['prefecture', 'zone', 'lead_days', ...files.service.classes.map(({ code }) => code)].join(',');
  return refused(
    1,
    `the header ${header.join(',')} is not known`,
    `Make it ${own}, or origin_zone,dest_zone,size,cash_yen,cashless_yen with a file of zones.`,
  );
};

const fromPrefectures = (records: readonly CsvRecord[], files: TariffFiles): PricedOrFaults => {
  const { list, faults } = readPrefectureList(
    records,
    files.service.classes.map(({ code }) => code),
  );
  if (faults.length > 0) return { faults };
  const { classes, lines, prices } = list;
  const wrong = priceFaults(
    {
      rows: lines.map(({ row }) => row),
      columns: classes,
      prices,
      blocks: [[0, lines.length - 1]],
      violations: (given) => prefectureViolations(list, given, files.originPrefecture),
      oddness: () => 0,
    },
    files.allow ?? [],
  );
  if (wrong.length > 0) return { faults: wrong };
  const known = lines.filter(({ leadDays }) => leadDays !== undefined);
  return {
    zoneByPrefecture: Object.fromEntries(lines.map(({ prefecture, zone }) => [prefecture, zone])),
    priceYen: Object.fromEntries(
      lines.map(({ zone }, line) => [
        zone,
        Object.fromEntries(classes.map((code, column) => [code, prices[line]![column]!])),
      ]),
    ),
    ...(known.length === 0
      ? {}
      : {
          leadDaysByPrefecture: Object.fromEntries(
            known.map(({ prefecture, leadDays }) => [prefecture, leadDays!]),
          ),
        }),
  };
};

const fromRates = (records: readonly CsvRecord[], files: TariffFiles): PricedOrFaults => {
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

/** Sizes of another service are another ladder of prices, so each ladder is checked for itself. */
const rateFaults = (
  { lines, prices, columns }: Rates,
  zones: Zones,
  ladders: readonly (readonly string[])[],
  allowed: readonly PlausibilityCheck[],
): ImportFault[] => {
  const there = new Set(lines.map(({ size }) => size));
  const grids = ladders
    .map((ladder) => ladder.filter((size) => there.has(size)))
    .filter((ladder) => ladder.length > 0)
    .map((ladder) => priceGrid(lines, zones, ladder));
  return priceFaults(
    {
      rows: lines.map(({ row }) => row),
      columns,
      prices,
      blocks: blocksOf(lines),
      *violations(given) {
        for (const grid of grids) yield* rateViolations(grid, given);
      },
      oddness: (given) => grids.reduce((sum, grid) => sum + oddPairs(grid, given), 0),
    },
    allowed,
  );
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

const refused = (
  row: number,
  message: string,
  mend: string,
  column = '',
): { readonly faults: readonly ImportFault[] } => ({
  faults: [{ file: 'rates', row, column, message, mend }],
});
