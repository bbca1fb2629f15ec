import { datasetTable, measure, type Row, wholeAboveZero } from './dataset-table.js';
import { distinctCodes } from './distinct-codes.js';
import type { Carton } from './scenario.js';

/** Bounds of PUT /v1/packages. */
const CARTONS_MAX = 60;
const CODE_CHARACTERS_MAX = 32;
const SIDE_MM_MAX = 3_000;
const WEIGHT_GRAMS_MAX = 50_000;

const COLUMNS = [
  'box',
  'outer_width_mm',
  'outer_length_mm',
  'outer_depth_mm',
  'empty_weight_g',
  'inner_width_mm',
  'inner_length_mm',
  'inner_depth_mm',
  'max_weight_g',
] as const;
type BoxRow = Row<(typeof COLUMNS)[number]>;

export interface DatasetCartons {
  readonly cartons: readonly Carton[];
  /** What was changed or left out, in words. */
  readonly said: readonly string[];
}

/** The cartons of `boxes.csv[.gz]` as the shop can keep them. */
export const datasetCartons = (folder: string): DatasetCartons => {
  const code = distinctCodes(CODE_CHARACTERS_MAX, /[^A-Za-z0-9-]/g);
  const rows = datasetTable(folder, 'boxes.csv', COLUMNS);
  const names = new Map<string, number>();
  const all = rows.map((row, index) => {
    const times = (names.get(row.box) ?? 0) + 1;
    names.set(row.box, times);
    return cartonOf(row, code(times === 1 ? row.box : `${row.box} ${times}`), `boxes.csv row ${index + 2}`);
  });
  const usable = all.filter(isUsable);
  if (usable.length === 0)
    throw new Error(
      '--dataset: boxes.csv: no box can be used (a side too long, or no weight left for goods)',
    );
  const cartons = spread(usable);
  const unusable = all.length - usable.length;
  return {
    cartons,
    said: [
      ...(unusable > 0
        ? [`cartons: ${unusable} left out (a side above ${SIDE_MM_MAX} mm, or no weight left for goods)`]
        : []),
      ...(cartons.length < usable.length
        ? [`cartons: ${cartons.length} of ${usable.length} taken, evenly by volume; a shop keeps no more`]
        : []),
    ],
  };
};

const cartonOf = (row: BoxRow, code: string, where: string): Carton => {
  const number = (column: keyof BoxRow) => wholeAboveZero(row[column], { where, column });
  const inner = {
    lengthMm: number('inner_length_mm'),
    widthMm: number('inner_width_mm'),
    heightMm: number('inner_depth_mm'),
  };
  // A box without walls of its own is at least as large outside as inside.
  const outer = {
    lengthMm: Math.max(inner.lengthMm, number('outer_length_mm')),
    widthMm: Math.max(inner.widthMm, number('outer_width_mm')),
    heightMm: Math.max(inner.heightMm, number('outer_depth_mm')),
  };
  return {
    code,
    inner,
    outer,
    emptyWeightGrams: measure(row.empty_weight_g, { where, column: 'empty_weight_g' }) ?? 1,
    grossWeightGramsMax: Math.min(WEIGHT_GRAMS_MAX, number('max_weight_g')),
    // The set names no prices; 1 yen per 10 cm of outer sides keeps small cartons cheaper than large ones.
    costYen: Math.ceil((outer.lengthMm + outer.widthMm + outer.heightMm) / 100),
  };
};

const isUsable = ({ outer, emptyWeightGrams, grossWeightGramsMax }: Carton): boolean =>
  Math.max(outer.lengthMm, outer.widthMm, outer.heightMm) <= SIDE_MM_MAX &&
  grossWeightGramsMax > emptyWeightGrams;

const volumeOf = ({ inner }: Carton): number => inner.lengthMm * inner.widthMm * inner.heightMm;

/** At most CARTONS_MAX, from the smallest to the largest. */
const spread = (cartons: readonly Carton[]): readonly Carton[] => {
  if (cartons.length <= CARTONS_MAX) return cartons;
  const bySize = [...cartons].sort((a, b) => volumeOf(a) - volumeOf(b));
  return Array.from(
    { length: CARTONS_MAX },
    (_, index) => bySize[Math.round((index * (bySize.length - 1)) / (CARTONS_MAX - 1))],
  ).filter((carton) => carton !== undefined);
};
