import type { CsvRecord } from './csv-records.js';
import { FAULTS_MAX, type ImportFault } from './fault.js';
import type { Prices } from './price-lines.js';
import { yenOf } from './yen-cell.js';
import type { Zones } from './zones-file.js';

const KEY_COLUMNS = ['origin_zone', 'dest_zone', 'size'];
const PRICE_COLUMNS = ['cash_yen', 'cashless_yen'];

/** A line of a table of rates: what a parcel of that class costs from zone to zone. */
export interface RateLine {
  readonly row: number;
  readonly origin: string;
  readonly zone: string;
  readonly size: string;
}

export interface Rates {
  readonly columns: readonly string[];
  readonly lines: readonly RateLine[];
  readonly prices: readonly Prices[];
}

export const isRatesHeader = (cells: readonly string[]): boolean =>
  cells[0]?.toLowerCase() === KEY_COLUMNS[0];

/** Reads `origin_zone,dest_zone,size,cash_yen[,cashless_yen]`: every cell, unknown zones, rows that are there twice, rows that are missing. */
export const readRates = (
  [header, ...records]: readonly CsvRecord[],
  zones: Zones,
  isKnownSize: (size: string) => boolean,
): { readonly rates: Rates; readonly faults: readonly ImportFault[] } => {
  const columns = (header?.cells ?? []).slice(KEY_COLUMNS.length).map((cell) => cell.toLowerCase());
  const rates: Rates = { columns, lines: [], prices: [] };
  const headerFault = faultOfHeader(header?.cells ?? [], columns);
  if (headerFault) return { rates, faults: [headerFault] };
  const lines: RateLine[] = [];
  const prices: Prices[] = [];
  const faults: ImportFault[] = [];
  const rowOf = new Map<string, number>();
  for (const { row, cells } of records) {
    const [origin = '', zone = '', size = ''] = cells;
    const fault = (column: string, message: string, mend: string): void =>
      void faults.push({ file: 'rates', row, column, message, mend });
    if (cells.length !== KEY_COLUMNS.length + columns.length) {
      fault(
        '',
        `the row has ${cells.length} cells, the header ${KEY_COLUMNS.length + columns.length}`,
        'Give every row the cells of the header.',
      );
      continue;
    }
    const mend = `Use a zone of the file of zones: ${[...zones.keys()].join(', ')}.`;
    if (!zones.has(origin)) fault('origin_zone', `“${origin}” is no known zone`, mend);
    if (!zones.has(zone)) fault('dest_zone', `“${zone}” is no known zone`, mend);
    if (!isKnownSize(size))
      fault(
        'size',
        `“${size}” is no class of this carrier`,
        'Write the class as the carrier names it, such as 60.',
      );
    const before = rowOf.get(keyOf(origin, zone, size));
    if (before !== undefined)
      fault('', `the same zones and size stand in row ${before} already`, 'Leave one of the two rows.');
    rowOf.set(keyOf(origin, zone, size), row);
    const yen = columns.map((column, at) => yenOf(cells[KEY_COLUMNS.length + at]!, row, column));
    faults.push(...yen.filter((one) => typeof one !== 'number'));
    lines.push({ row, origin, zone, size });
    prices.push(yen.map((one) => (typeof one === 'number' ? one : undefined)));
  }
  if (faults.length === 0) faults.push(...missingRows(lines, zones, rowOf));
  return { rates: { columns, lines, prices }, faults: faults.slice(0, FAULTS_MAX) };
};

const keyOf = (origin: string, zone: string, size: string): string => `${origin}|${zone}|${size}`;

const faultOfHeader = (cells: readonly string[], columns: readonly string[]): ImportFault | undefined => {
  const keys = cells.slice(0, KEY_COLUMNS.length).map((cell) => cell.toLowerCase());
  const isRight =
    keys.join() === KEY_COLUMNS.join() &&
    columns.length > 0 &&
    columns.join() === PRICE_COLUMNS.slice(0, columns.length).join();
  return isRight
    ? undefined
    : {
        file: 'rates',
        row: 1,
        column: '',
        message: `the header ${cells.join(',')} is not known`,
        mend: `Make it ${[...KEY_COLUMNS, ...PRICE_COLUMNS].join(',')}; cashless_yen may be left out.`,
      };
};

/** Every origin of the file has every zone in every size of the file; a missing one is told where it ought to stand. */
const missingRows = (
  lines: readonly RateLine[],
  zones: Zones,
  rowOf: ReadonlyMap<string, number>,
): ImportFault[] => {
  const [origins, sizes] = [lines.map(({ origin }) => origin), lines.map(({ size }) => size)];
  const faults: ImportFault[] = [];
  for (const origin of new Set(origins)) {
    for (const size of new Set(sizes)) {
      let before = rowBeforeBlock(lines, origin, size);
      for (const zone of zonesInFileOrder(lines, zones)) {
        const row = rowOf.get(keyOf(origin, zone, size));
        before = row ?? before;
        if (row === undefined)
          faults.push({
            file: 'rates',
            row: before + 1,
            column: 'dest_zone',
            message: `from ${origin} to ${zone} in size ${size} there is no price`,
            mend: 'Add the row; every zone needs a price in every size.',
          });
      }
    }
  }
  return faults;
};

const rowBeforeBlock = (lines: readonly RateLine[], origin: string, size: string): number =>
  (lines.find((line) => line.origin === origin && line.size === size)?.row ?? lines.at(-1)!.row + 1) - 1;

/** The order of the first run of lines that has most zones, as a run with a missing zone shows no place for it. */
const zonesInFileOrder = (lines: readonly RateLine[], zones: Zones): ReadonlySet<string> => {
  const runs = new Map<string, string[]>();
  for (const { origin, size, zone } of lines) {
    const run = `${origin}|${size}`;
    runs.set(run, [...(runs.get(run) ?? []), zone]);
  }
  const fullest = [...runs.values()].reduce((best, run) => (run.length > best.length ? run : best));
  return new Set([...fullest, ...zones.keys()]);
};
