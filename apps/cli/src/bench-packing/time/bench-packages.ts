import type { PackageKind } from '@okuru/packing';
import type { BoxKind } from '../carriage.js';
import { SAMPLE_CARTONS } from '../orders/generated-order-set.js';

const large = (
  code: string,
  lengthMm: number,
  widthMm: number,
  heightMm: number,
  costYen: number,
): BoxKind => ({
  code,
  kind: 'carton',
  inner: { lengthMm, widthMm, heightMm },
  outer: { lengthMm: lengthMm + 8, widthMm: widthMm + 8, heightMm: heightMm + 16 },
  emptyWeightGrams: 900,
  grossWeightGramsMax: 25_000,
  costYen,
});

/** The carton that a peer who knows one box is asked about. */
export const BENCH_CARTON: BoxKind = large('160', 600, 480, 480, 330);

/** What a shop with every kind of package might stock. */
export const BENCH_PACKAGES: readonly PackageKind[] = [
  ...SAMPLE_CARTONS,
  large('140', 540, 420, 400, 240),
  BENCH_CARTON,
  {
    code: 'mailer-a4',
    kind: 'mailer-bag',
    flat: { lengthMm: 330, widthMm: 250 },
    wallMm: 0.1,
    thicknessMmMax: 60,
    emptyWeightGrams: 15,
    grossWeightGramsMax: 2_000,
    costYen: 12,
  },
  {
    code: 'padded-b5',
    kind: 'padded-envelope',
    flat: { lengthMm: 300, widthMm: 220 },
    wallMm: 3,
    thicknessMmMax: 25,
    emptyWeightGrams: 30,
    grossWeightGramsMax: 1_000,
    costYen: 35,
  },
  {
    code: 'folding-100',
    kind: 'folding-box',
    inner: { lengthMm: 380, widthMm: 280, heightMm: 300 },
    outer: { lengthMm: 386, widthMm: 286, heightMm: 312 },
    innerHeightMmMin: 80,
    emptyWeightGrams: 350,
    grossWeightGramsMax: 10_000,
    costYen: 120,
  },
  {
    code: 'letter-box',
    kind: 'carton',
    inner: { lengthMm: 300, widthMm: 215, heightMm: 24 },
    outer: { lengthMm: 308, widthMm: 222, heightMm: 29 },
    emptyWeightGrams: 60,
    grossWeightGramsMax: 1_000,
    costYen: 45,
  },
];
