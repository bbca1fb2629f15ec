/** One reason why a file is not imported, at its place. */
export interface ImportFault {
  readonly file: 'rates' | 'zones';
  /** Line of the file as a spreadsheet counts, the header is 1; in a JSON list of zones the number of the zone. */
  readonly row: number;
  /** Lines that contradict this one and may be the wrong ones instead. */
  readonly alsoRows?: readonly number[];
  /** Name of the column; empty when the whole line is meant. */
  readonly column: string;
  readonly message: string;
  readonly mend: string;
}

/** Faults told at most; whoever mends these sees the next ones. */
export const FAULTS_MAX = 50;
