import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** A row of a table that can say where it stands, so that every fault names file, line and column. */
export class TableRow {
  constructor(
    private readonly cells: Readonly<Record<string, string>>,
    private readonly path: string,
    private readonly line: number,
  ) {}

  /** Throws when the cell is empty. */
  text(column: string): string {
    return this.cells[column] || this.fault(column, 'a value');
  }

  /** Throws unless the cell is a number above 0; lengths, weights, volumes. */
  aboveZero(column: string): number {
    const value = this.numberOf(column);
    return value > 0 && value < Infinity ? value : this.fault(column, 'a number above 0');
  }

  zeroOrMore(column: string): number {
    const value = this.numberOf(column);
    return value >= 0 && value < Infinity ? value : this.fault(column, 'a number of 0 or more');
  }

  /** As `zeroOrMore`; null where the cell is empty. */
  maybe(column: string): number | null {
    return this.cells[column] === '' ? null : this.zeroOrMore(column);
  }

  /** Throws unless the cell is a count of at least 1. */
  count(column: string): number {
    const value = this.numberOf(column);
    return Number.isSafeInteger(value) && value > 0 ? value : this.fault(column, 'a whole number above 0');
  }

  /** Throws unless the cell is 0 or 1. */
  flag(column: string): boolean {
    const text = this.cells[column];
    return text === '1' || text === '0' ? text === '1' : this.fault(column, '0 or 1');
  }

  fault(column: string, expected: string): never {
    throw new Error(
      `${this.path}, line ${this.line}, column ${column}: expected ${expected}, found "${this.cells[column] ?? ''}"`,
    );
  }

  /** An empty cell is no number: `Number('')` would be 0. */
  private numberOf(column: string): number {
    const text = this.cells[column] ?? '';
    return text === '' ? NaN : Number(text);
  }
}

/** Path of `name` or `name.gz` in the folder; undefined when neither is there. */
export const tablePath = (folder: string, name: string): string | undefined =>
  [join(folder, name), join(folder, `${name}.gz`)].find((path) => existsSync(path));

/** Rows of `name` or `name.gz`. Throws, naming the file and what is wrong with it. */
export const readTable = (folder: string, name: string, columns: readonly string[]): TableRow[] => {
  const path = tablePath(folder, name);
  if (path === undefined) throw new Error(`${folder} holds neither ${name} nor ${name}.gz`);
  const rows = recordsOf(path);
  const [first] = rows;
  if (first === undefined) throw new Error(`${path} holds no row below its header`);
  const missing = columns.filter((column) => !(column in first.record));
  if (missing.length > 0)
    throw new Error(
      `${path}, line 1: lacks the column(s) ${missing.join(', ')}; it must begin with a header`,
    );
  return rows.map(({ record, info }) => new TableRow(record, path, info.lines));
};

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

const recordsOf = (path: string): Parsed[] => {
  try {
    const bytes = readFileSync(path);
    return parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as Parsed[];
  } catch (fault) {
    throw new Error(`${path} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`, {
      cause: fault,
    });
  }
};
