export interface CsvRecord {
  /** Line on which it begins, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** One cell with what ends it: quoted with doubled quotes inside, or plain. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * Records of a CSV (RFC 4180) without those that are empty, cells trimmed. A record with a stray quote has one cell, null, in
 * its place: `broken` is its line and nothing after it is read.
 */
export const csvRecords = (
  text: string,
): { readonly records: readonly CsvRecord[]; readonly broken?: number } => {
  const records: CsvRecord[] = [];
  const cell = new RegExp(CELL);
  let [row, began, cells] = [1, 1, [] as string[]];
  // bound: every turn moves on in the text, or is the last one
  while (cell.lastIndex < text.length || cells.length > 0) {
    const found = cell.exec(text);
    if (!found) return { records, broken: began };
    const [, quoted, plain = '', end] = found;
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    row += (quoted?.match(/\n/g)?.length ?? 0) + (end === ',' || end === '' ? 0 : 1);
    if (end === ',') continue;
    if (cells.some((one) => one !== '')) records.push({ row: began, cells });
    [began, cells] = [row, []];
  }
  return { records };
};
