import type { CsvFault } from './csv-fault.js';
import type { CsvRow } from './read-csv.js';
import { textFault } from '../plain-text/plain-text.js';

const TRUE = new Set(['true', 'yes', '1']);
const FALSE = new Set(['false', 'no', '0']);

/** Reads the cells of one row into values and remembers every fault met on the way; a faulty cell reads as `null`. */
export class RowReader {
  readonly faults: CsvFault[] = [];

  constructor(private readonly row: CsvRow) {}

  fault(column: string, message: string, mend: string): null {
    this.faults.push({ row: this.row.row, column, message, mend });
    return null;
  }

  cell(column: string): string {
    return this.row.cells.get(column) ?? '';
  }

  /** Text of at most so many characters; empty reads as `''`. */
  text(column: string, lengthMax: number): string {
    const cell = this.cell(column);
    const fault = textFault(cell, lengthMax);
    if (fault) this.fault(column, fault.message, fault.mend);
    return cell;
  }

  requiredText(column: string, lengthMax: number): string {
    if (this.cell(column) === '') this.fault(column, 'is empty', 'Fill it in.');
    return this.text(column, lengthMax);
  }

  /** A whole number; empty reads as `null`, without a fault. */
  whole(column: string, min: number, max: number): number | null {
    const cell = this.cell(column);
    if (cell === '') return null;
    const number = /^\d{1,12}$/.test(cell) ? Number(cell) : NaN;
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    return this.fault(
      column,
      `"${shown(cell)}" is no whole number from ${min} to ${max}`,
      'Write digits only, half-width, without commas, units or decimals.',
    );
  }

  requiredWhole(column: string, min: number, max: number): number | null {
    return this.cell(column) === ''
      ? this.fault(column, 'is empty', 'Fill it in.')
      : this.whole(column, min, max);
  }

  /** Yes or no; empty reads as no. */
  flag(column: string): boolean {
    const cell = this.cell(column).toLowerCase();
    if (!TRUE.has(cell) && !FALSE.has(cell) && cell !== '') {
      this.fault(
        column,
        `"${shown(cell)}" is neither true nor false`,
        'Write true or false (also yes/no, 1/0); empty means false.',
      );
    }
    return TRUE.has(cell);
  }

  /** One of the words, each with what it stands for; empty reads as the first. */
  oneOf<Value>(column: string, words: ReadonlyMap<string, Value>): Value | null {
    const cell = this.cell(column).toLowerCase();
    const [first] = words.keys();
    const value = words.get(cell === '' ? (first ?? '') : cell);
    return (
      value ??
      this.fault(column, `"${shown(cell)}" is not known`, `Write one of: ${[...words.keys()].join(', ')}.`)
    );
  }
}

const SHOWN_MAX = 40;
const shown = (cell: string): string => (cell.length > SHOWN_MAX ? `${cell.slice(0, SHOWN_MAX)}…` : cell);
