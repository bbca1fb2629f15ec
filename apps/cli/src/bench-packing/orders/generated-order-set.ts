import { seededRandom } from '@okuru/packing/testing';
import type { BoxKind } from '../carriage.js';
import type { PackItem, SizeMm } from '@okuru/packing';
import { wholeBetween, type Chance } from '../seeded.js';
import type { OrderSet } from './order-set.js';

const GOODS = 80;
const LINES_MAX = 5;
const UNITS_MAX = 4;

const size = (lengthMm: number, widthMm: number, heightMm: number): SizeMm => ({
  lengthMm,
  widthMm,
  heightMm,
});

const carton = (code: string, inner: SizeMm, grossWeightGramsMax: number, costYen: number): BoxKind => ({
  code,
  kind: 'carton',
  inner,
  outer: size(inner.lengthMm + 6, inner.widthMm + 6, inner.heightMm + 12),
  emptyWeightGrams: 200,
  grossWeightGramsMax,
  costYen,
});

/** Round sizes, one for each class from 60 to 120 cm, as a shop might stock them. */
export const SAMPLE_CARTONS: readonly BoxKind[] = [
  carton('60', size(240, 180, 150), 2_000, 50),
  carton('60-flat', size(290, 210, 60), 2_000, 50),
  carton('80', size(320, 240, 200), 5_000, 70),
  carton('80-flat', size(370, 270, 110), 5_000, 75),
  carton('100', size(400, 300, 260), 10_000, 110),
  carton('120', size(460, 360, 340), 15_000, 160),
];

/** Made-up orders of made-up goods for a machine without data; nobody else's answers exist for them. */
export const generatedOrderSet = (count: number, seed: number): OrderSet => {
  const chance = seededRandom(seed);
  const goods = Array.from({ length: GOODS }, (_, index) => goodsOf(index, chance));
  return {
    source: `Okuru's own generated sample (no data set was found): ${count} orders, seed ${seed}`,
    kinds: SAMPLE_CARTONS,
    peer: new Map(),
    orders: Array.from({ length: count }, (_, index) => ({
      id: `generated-${index + 1}`,
      items: Array.from({ length: wholeBetween(chance, 1, LINES_MAX) }, () => ({
        ...goods[wholeBetween(chance, 0, GOODS - 1)]!,
        quantity: wholeBetween(chance, 1, UNITS_MAX),
      })),
    })),
  };
};

const goodsOf = (index: number, chance: Chance): Omit<PackItem, 'quantity'> => {
  const flat = chance() < 0.3;
  return {
    sku: `sample-${index + 1}`,
    size: size(
      wholeBetween(chance, 60, 280),
      wholeBetween(chance, 40, 200),
      flat ? wholeBetween(chance, 8, 30) : wholeBetween(chance, 40, 140),
    ),
    weightGrams: wholeBetween(chance, 40, 900),
  };
};
