import { PREFECTURES } from '../prefectures.js';
import type { CsvRecord } from './csv-records.js';
import { FAULTS_MAX, type ImportFault } from './fault.js';
import type { Prices } from './price-lines.js';
import { yenOf } from './yen-cell.js';

/** One prefecture of Okuru's own format. */
export interface PrefectureLine {
  readonly row: number;
  /** JIS code. */
  readonly prefecture: number;
  readonly zone: string;
  readonly leadDays: number | undefined;
}

export interface PrefectureList {
  readonly classes: readonly string[];
  readonly lines: readonly PrefectureLine[];
  readonly prices: readonly Prices[];
}

const KEY_COLUMNS = ['prefecture', 'zone', 'lead_days'];
const LEAD_DAYS_MAX = 30;

export const isPrefectureHeader = (cells: readonly string[]): boolean =>
  cells[0]?.toLowerCase() === KEY_COLUMNS[0];

/** Reads `prefecture,zone,lead_days,60,80,…`: 47 rows, prices from the shop's prefecture; a row whose lead_days is empty has none. */
export const readPrefectureList = (
  [header, ...records]: readonly CsvRecord[],
  classesWanted: readonly string[],
): { readonly list: PrefectureList; readonly faults: readonly ImportFault[] } => {
  const classes = (header?.cells ?? []).slice(KEY_COLUMNS.length);
  const list: PrefectureList = { classes, lines: [], prices: [] };
  const headerFault = faultOfHeader(header?.cells ?? [], classes, classesWanted);
  if (headerFault) return { list, faults: [headerFault] };
  const lines: PrefectureLine[] = [];
  const prices: Prices[] = [];
  const faults: ImportFault[] = [];
  const rowOf = new Map<number, number>();
  for (const { row, cells } of records) {
    const [name = '', zone = '', days = ''] = cells;
    const fault = (column: string, message: string, mend: string): void =>
      void faults.push({ file: 'rates', row, column, message, mend });
    if (cells.length !== KEY_COLUMNS.length + classes.length) {
      fault(
        '',
        `the row has ${cells.length} cells, the header ${KEY_COLUMNS.length + classes.length}`,
        'Give every row the cells of the header.',
      );
      continue;
    }
    const prefecture = PREFECTURES.find(({ ja }) => ja === name)?.code;
    if (prefecture === undefined) {
      fault('prefecture', `“${name}” is no prefecture`, 'Write its name as the post does, such as 東京都.');
      continue;
    }
    const before = rowOf.get(prefecture);
    if (before !== undefined)
      fault('prefecture', `${name} stands in row ${before} already`, 'Leave one of the two rows.');
    rowOf.set(prefecture, row);
    if (zone === '') fault('zone', 'the zone is missing', 'Name the zone as the carrier does.');
    const leadDays = days === '' ? undefined : Number(days);
    if (leadDays !== undefined && !(/^[0-9]+$/.test(days) && leadDays >= 1 && leadDays <= LEAD_DAYS_MAX))
      fault(
        'lead_days',
        `“${days}” is no number of days`,
        `Write whole days from 1 to ${LEAD_DAYS_MAX}, or leave it empty.`,
      );
    const yen = classes.map((code, at) => yenOf(cells[KEY_COLUMNS.length + at]!, row, code));
    faults.push(...yen.filter((one) => typeof one !== 'number'));
    lines.push({ row, prefecture, zone, leadDays });
    prices.push(yen.map((one) => (typeof one === 'number' ? one : undefined)));
  }
  if (faults.length === 0) faults.push(...missingPrefectures(records, rowOf));
  return { list: { classes, lines, prices }, faults: faults.slice(0, FAULTS_MAX) };
};

const faultOfHeader = (
  cells: readonly string[],
  classes: readonly string[],
  wanted: readonly string[],
): ImportFault | undefined => {
  const keys = cells.slice(0, KEY_COLUMNS.length).map((cell) => cell.toLowerCase());
  if (keys.join() === KEY_COLUMNS.join() && classes.join() === wanted.join()) return undefined;
  return {
    file: 'rates',
    row: 1,
    column: '',
    message: `the header ${cells.join(',')} is not known`,
    mend: `Make it ${[...KEY_COLUMNS, ...wanted].join(',')}.`,
  };
};

/** A missing prefecture is told where it ought to stand: after the one whose code comes before it. */
const missingPrefectures = (
  records: readonly CsvRecord[],
  rowOf: ReadonlyMap<number, number>,
): ImportFault[] =>
  PREFECTURES.filter(({ code }) => !rowOf.has(code)).map(({ code, ja }) => ({
    file: 'rates',
    row: (rowOf.get(code - 1) ?? (records[0]?.row ?? 2) - 1) + 1,
    column: 'prefecture',
    message: `${ja} has no row`,
    mend: 'Add it; all 47 prefectures need their prices.',
  }));
