import { CAUSES, type Cause } from './causes.js';

/** A parcel whose bill is not as planned. */
export interface Difference {
  readonly trackingNumber: string;
  readonly orderReference: string | null;
  readonly cause: Cause;
  readonly parts: readonly { readonly cause: Cause; readonly yen: number }[];
  readonly plannedClass: string | null;
  readonly billedClass: string | null;
  readonly plannedYen: number | null;
  readonly billedYen: number | null;
  readonly differenceYen: number;
  readonly billedOn: string | null;
  readonly sku: string | null;
}

const COLUMNS: readonly [name: string, of: (row: Difference) => string | number | null][] = [
  ['tracking_number', (row) => row.trackingNumber],
  ['order', (row) => row.orderReference],
  ['billed_on', (row) => row.billedOn],
  ['planned_class', (row) => row.plannedClass],
  ['billed_class', (row) => row.billedClass],
  ['planned_yen', (row) => row.plannedYen],
  ['billed_yen', (row) => row.billedYen],
  ['difference_yen', (row) => row.differenceYen],
  ['cause', (row) => row.cause],
  ['parts', (row) => row.parts.map(({ cause, yen }) => `${cause} ${yen}`).join('; ')],
  ['sku', (row) => row.sku],
  ['words_ja', (row) => CAUSES[row.cause].ja],
  ['words_en', (row) => CAUSES[row.cause].en],
];

/** RFC 4180 with a byte order mark, so that a spreadsheet reads it as UTF-8. */
export const differencesCsv = (rows: readonly Difference[]): string =>
  `\uFEFF${[COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, of]) => cellText(of(row))))]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('')}`;

/** A text that a spreadsheet would run as a formula is marked as text; numbers are ours and stay numbers. */
const cellText = (cell: string | number | null): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r\n]/.test(cell.trimStart()) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
