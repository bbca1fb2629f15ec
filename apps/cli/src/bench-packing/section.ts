/** One line of the table: what was measured, beside its peers and, where there is one, its target. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly target?: string;
  /** Figures of others on the same input, with their names. */
  readonly peers?: string;
  /** Whether the target is met; absent = only reported. */
  readonly holds?: boolean;
}

export interface SectionReport {
  readonly title: string;
  /** Where the input comes from, and what a reader must know to judge the figures. */
  readonly said: readonly string[];
  readonly rows: readonly Row[];
  /** Every figure behind the rows, for the JSON file. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** The full run is for the record, the quick one for every change, the tiny one for the tests of the bench itself. */
export type Size = 'full' | 'quick' | 'tiny';

/** How many of something a run of each size looks at. */
export type Counts = Readonly<Record<Size, number>>;

export interface Bench {
  readonly seed: number;
  readonly size: Size;
  /** Folder of `--dataset`; undefined = the shared one where it is present. */
  readonly dataset: string | undefined;
  /** Folder with the public data sets beside the repository. */
  readonly shared: string;
  /** A turn of the section's long loop is done. */
  readonly step: (done: number, total: number) => void;
}

/** `of` beyond which a list is only counted, so that a broken run stays readable. */
const SHOWN_MAX = 5;

/** A row that holds only when nothing is wrong; the first faults are told. */
export const noneOf = (what: string, faults: readonly string[], of: number): Row => ({
  what,
  ours: faults.length === 0 ? `0 of ${of}` : `${faults.length}: ${faults.slice(0, SHOWN_MAX).join('; ')}`,
  target: '0',
  holds: faults.length === 0,
});

export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`;
