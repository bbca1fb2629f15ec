import { type CsvFault, type CsvRow, readCsv, RowReader } from '@okuru/platform';
import { type BillField, type BillLayout, OPTIONAL_FIELDS } from './bill-layouts.js';
import { type BilledRow, rowHash, type SurchargeKind } from './billed-row.js';

const YEN_MAX = 1_000_000;
const GRAMS_MAX = 1_000_000;
const CELL_LENGTH_MAX = 64;

const SURCHARGE_WORDS: ReadonlyMap<string, SurchargeKind> = new Map([
  ['not-stated', 'not-stated'],
  ['remote', 'remote'],
  ['離島', 'remote'],
  ['中継', 'remote'],
  ['cool', 'cool'],
  ['クール', 'cool'],
  ['cod', 'cash-on-delivery'],
  ['代引', 'cash-on-delivery'],
  ['insurance', 'insurance'],
  ['保険', 'insurance'],
  ['other', 'other'],
  ['その他', 'other'],
]);

/**
 * All rows of a bill, or every fault that shows without looking into the database: a file is taken whole or not at all.
 * `classCodes`: what the carrier's services call their sizes.
 */
export const readBillFile = (
  bytes: Uint8Array,
  { columns, otherColumns }: BillLayout,
  classCodes: readonly string[],
): { rows: BilledRow[]; faults: CsvFault[] } => {
  const required = Object.entries(columns).filter(([field]) => !isOptional(field as BillField));
  const { rows: cells, faults } = readCsv(bytes, {
    required: required.map(([, column]) => column),
    optional: OPTIONAL_FIELDS.map((field) => columns[field]),
    otherColumns,
  });
  const rows: BilledRow[] = [];
  for (const row of cells) {
    const read = readRow(row, columns, classCodes);
    if ('faults' in read) faults.push(...read.faults);
    else rows.push(read.billed);
  }
  if (rows.length === 0 && faults.length === 0) faults.push(noRows);
  return { rows, faults: [...faults, ...rowsTwice(rows, columns)] };
};

const isOptional = (field: BillField): boolean => OPTIONAL_FIELDS.includes(field);

const noRows: CsvFault = {
  row: 2,
  column: 'file',
  message: 'the file bills no parcel',
  mend: 'Write one row per parcel below the header.',
};

const readRow = (
  row: CsvRow,
  columns: BillLayout['columns'],
  classCodes: readonly string[],
): { billed: BilledRow } | { faults: CsvFault[] } => {
  const read = new RowReader(row);
  const billed: BilledRow = {
    row: row.row,
    trackingNumber: readTrackingNumber(read, columns.trackingNumber),
    classCode: readClass(read, columns.classCode, classCodes),
    weightGrams: read.whole(columns.weightGrams, 1, GRAMS_MAX),
    billedYen: read.requiredWhole(columns.billedYen, 0, YEN_MAX) ?? 0,
    surchargeYen: read.whole(columns.surchargeYen, 0, YEN_MAX) ?? 0,
    surchargeKind: read.oneOf(columns.surchargeKind, SURCHARGE_WORDS) ?? 'not-stated',
    billedOn: readDay(read, columns.billedOn),
  };
  return read.faults.length > 0 ? { faults: read.faults } : { billed };
};

/** Hyphens and spaces are how people write it; a spreadsheet's 1.23E+11 has lost digits. */
const readTrackingNumber = (read: RowReader, column: string): string => {
  const number = read.requiredText(column, CELL_LENGTH_MAX).replaceAll(/[-\s]/g, '');
  if (number !== '' && !/^\d{10,14}$/.test(number)) {
    read.fault(
      column,
      `"${number}" is no tracking number`,
      'Write its 10 to 14 digits; in a spreadsheet, format the column as text first.',
    );
  }
  return number;
};

const readClass = (read: RowReader, column: string, classCodes: readonly string[]): string => {
  const cell = read.requiredText(column, CELL_LENGTH_MAX);
  const code = cell.normalize('NFKC').replace(/\s*(サイズ|size)$/i, '');
  if (cell !== '' && !classCodes.includes(code)) {
    read.fault(
      column,
      `"${cell}" is no size class of this carrier`,
      `Write one of: ${classCodes.join(', ')}.`,
    );
  }
  return code;
};

const readDay = (read: RowReader, column: string): string => {
  const cell = read.requiredText(column, CELL_LENGTH_MAX);
  const [, year, month, day] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(cell) ?? [];
  const iso = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : '';
  if (cell !== '' && !isDay(iso)) read.fault(column, `"${cell}" is no day`, 'Write it as 2026-11-30.');
  return iso;
};

const isDay = (iso: string): boolean => {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
};

/** The same row twice is a slip of copy and paste; the same parcel twice with other figures is the carrier's, and is told as such. */
const rowsTwice = (rows: readonly BilledRow[], columns: BillLayout['columns']): CsvFault[] => {
  const first = new Map<string, number>();
  return rows.flatMap((billed) => {
    const hash = rowHash(billed);
    const before = first.get(hash);
    if (before === undefined) first.set(hash, billed.row);
    if (before === undefined) return [];
    return [
      {
        row: billed.row,
        column: columns.trackingNumber,
        message: `is the same in every column as row ${before}`,
        mend: 'Remove one of the two rows.',
      },
    ];
  });
};
