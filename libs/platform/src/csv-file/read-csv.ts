import { CsvError, parse } from 'csv-parse/sync';
import type { CsvFault } from './csv-fault.js';
import { decodeText } from './decode-text.js';

/** A file's row by column name; a column the file lacks reads as an empty cell. */
export interface CsvRow {
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
}

export interface CsvLayout {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Columns that are neither: refused unless told otherwise. */
  readonly otherColumns?: 'refused' | 'left-alone';
}

/** Rows of one file; a larger catalogue is imported in parts. */
export const CSV_ROWS_MAX = 20_000;
/** Characters of one row; an unclosed quote would otherwise swallow the file. */
const ROW_CHARACTERS_MAX = 20_000;

/** Rows that can be read, and the faults of those that cannot. A file-wide fault leaves no rows. */
export const readCsv = (bytes: Uint8Array, layout: CsvLayout): { rows: CsvRow[]; faults: CsvFault[] } => {
  const decoded = decodeText(bytes);
  if ('fault' in decoded) return { rows: [], faults: [decoded.fault] };
  const split = splitRecords(decoded.text);
  if ('fault' in split) return { rows: [], faults: [split.fault] };
  const [header = [], ...body] = split.records;
  const columns = header.map((name) => name.trim());
  const faults = headerFaults(columns, layout);
  if (body.length > CSV_ROWS_MAX) faults.push(tooManyRows);
  return faults.length ? { rows: [], faults } : readRows(columns, body);
};

const readRows = (
  columns: readonly string[],
  body: readonly string[][],
): { rows: CsvRow[]; faults: CsvFault[] } => {
  const rows: CsvRow[] = [];
  const faults: CsvFault[] = [];
  body.forEach((record, index) => {
    const row = index + 2;
    const cells = record.map((cell) => cell.trim());
    if (cells.every((cell) => cell === '')) return;
    if (cells.slice(columns.length).some((cell) => cell !== ''))
      faults.push(tooManyCells(row, cells.length, columns.length));
    else rows.push({ row, cells: new Map(columns.map((column, place) => [column, cells[place] ?? ''])) });
  });
  return { rows, faults };
};

const tooManyRows: CsvFault = {
  row: CSV_ROWS_MAX + 2,
  column: 'file',
  message: `the file has more than ${CSV_ROWS_MAX} rows`,
  mend: 'Split the file and import the parts.',
};

const tooManyCells = (row: number, found: number, expected: number): CsvFault => ({
  row,
  column: 'row',
  message: `has ${found} cells, the header has ${expected}`,
  mend: 'Put quotes around a text that contains a comma.',
});

/** Records as they stand, blank ones too, so that row numbers agree with the spreadsheet; at most one too many. */
const splitRecords = (text: string): { records: string[][] } | { fault: CsvFault } => {
  try {
    const records: string[][] = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: ROW_CHARACTERS_MAX,
      to: CSV_ROWS_MAX + 2,
    });
    return { records };
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    return { fault: quoteFault(fault) };
  }
};

const quoteFault = (fault: CsvError): CsvFault => ({
  row: Number(fault['records'] ?? 0) + 1,
  column: 'row',
  message: `the quotes do not match (${fault.code})`,
  mend: 'Close each quote, and write a quote within a text twice ("").',
});

const headerFaults = (
  columns: readonly string[],
  { required, optional, otherColumns }: CsvLayout,
): CsvFault[] => {
  const known = [...required, ...optional];
  const missing = required
    .filter((name) => !columns.includes(name))
    .map((column) => ({
      row: 1,
      column,
      message: 'the column is missing',
      mend: `The first row names the columns; needed: ${required.join(', ')}.`,
    }));
  const strange = columns.flatMap((column, place) => {
    if (!known.includes(column) && otherColumns === 'left-alone') return [];
    if (column === '')
      return [
        { ...atHeader(place), message: 'the column has no name', mend: 'Name the column or remove it.' },
      ];
    if (!known.includes(column)) {
      return [
        {
          ...atHeader(place, column),
          message: 'the column is not known',
          mend: `Known columns: ${known.join(', ')}.`,
        },
      ];
    }
    if (columns.indexOf(column) < place) {
      return [
        { ...atHeader(place, column), message: 'the column stands twice', mend: 'Remove one of them.' },
      ];
    }
    return [];
  });
  return [...missing, ...strange];
};

const atHeader = (place: number, column?: string) => ({ row: 1, column: column || `column ${place + 1}` });
