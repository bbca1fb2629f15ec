import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** A row of `name` or `name.gz`, by column. */
export type Row<Column extends string> = Readonly<Record<Column, string>>;

/** Reads a table of the dataset. Throws, naming the file and what is wrong with it. */
export const datasetTable = <Column extends string>(
  folder: string,
  name: string,
  columns: readonly Column[],
): Row<Column>[] => {
  if (!existsSync(folder)) throw new Error(`--dataset: there is no folder ${folder}`);
  const plain = join(folder, name);
  const path = existsSync(plain) ? plain : `${plain}.gz`;
  if (!existsSync(path)) throw new Error(`--dataset: ${folder} holds neither ${name} nor ${name}.gz`);
  const rows = rowsOf(path);
  const [first] = rows;
  if (first === undefined) throw new Error(`--dataset: ${path} holds no row`);
  const missing = columns.filter((column) => !(column in first));
  if (missing.length > 0) throw new Error(`--dataset: ${path} lacks the column(s) ${missing.join(', ')}`);
  return rows as Row<Column>[];
};

const rowsOf = (path: string): Record<string, string>[] => {
  try {
    const bytes = readFileSync(path);
    return parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (fault) {
    throw new Error(
      `--dataset: ${path} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`,
      { cause: fault },
    );
  }
};

export interface Place {
  /** File and row, as a person would look it up. */
  readonly where: string;
  readonly column: string;
}

/** Throws unless the cell is a whole number above 0. */
export const wholeAboveZero = (text: string, place: Place): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw cellFault(text, place, 'a whole number above 0');
};

/** A length or weight, rounded up to whole millimetres or grams; null: empty or 0, so nobody measured it. */
export const measure = (text: string, place: Place): number | null => {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return Math.ceil(value) || null;
  throw cellFault(text, place, 'a number, or nothing where it is unknown');
};

const cellFault = (text: string, { where, column }: Place, expected: string): Error =>
  new Error(`--dataset: ${where}, ${column}: expected ${expected}, found "${text}"`);
