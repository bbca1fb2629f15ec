import { Refusal } from '../http/refusal.js';

/** One cell somebody has to mend before the file can be taken. */
export interface CsvFault {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly column: string;
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
}

/** A file may be wrong in every row; the answer stays readable. */
export const FAULTS_LISTED_MAX = 5_000;

/** Nothing of a faulty file is taken; every fault is named, so that one correction is enough. */
export const refuseFaultyFile = (faults: readonly CsvFault[]): Refusal => {
  const sorted = [...faults].sort((a, b) => a.row - b.row);
  const rows = new Set(sorted.map((fault) => fault.row)).size;
  const unlisted = sorted.length - FAULTS_LISTED_MAX;
  return new Refusal({
    status: 422,
    code: 'faulty-rows',
    title: 'The file has faulty rows',
    detail:
      `${rows} ${rows === 1 ? 'row' : 'rows'} must be mended; nothing was taken.` +
      (unlisted > 0 ? ` ${unlisted} further faults are not listed.` : ''),
    errors: sorted.slice(0, FAULTS_LISTED_MAX).map(({ row, column, message, mend }) => ({
      path: `rows[${row}].${column}`,
      message: `Row ${row}, ${column}: ${message}`,
      mend,
    })),
  });
};
