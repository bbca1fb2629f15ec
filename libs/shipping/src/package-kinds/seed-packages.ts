import type { Carton, PackageKind, SizeMm } from '@okuru/packing';

/** A package as the shop speaks of it. */
export type ShopPackage = PackageKind & Named;

interface Named {
  readonly nameJa: string;
}

const size = (lengthMm: number, widthMm: number, heightMm: number): SizeMm => ({
  lengthMm,
  widthMm,
  heightMm,
});
/** Corrugated board of one wall adds about 3 mm a side; top and bottom flaps double. */
const carton = (
  code: string,
  nameJa: string,
  inner: SizeMm,
  emptyWeightGrams: number,
  grossWeightGramsMax: number,
  costYen: number,
  wallMm = 3,
): Carton & Named => ({
  code,
  nameJa,
  kind: 'carton',
  inner,
  outer: size(inner.lengthMm + 2 * wallMm, inner.widthMm + 2 * wallMm, inner.heightMm + 4 * wallMm),
  emptyWeightGrams,
  grossWeightGramsMax,
  costYen,
});

/**
 * Okuru's own set to begin with: a letter-box carton and one or two shapes for each size class from 60 to 160 cm.
 * Sizes are round figures and prices are what such cartons cost about 2026; a shop puts in its own.
 */
export const SEED_PACKAGES: readonly (Carton & Named)[] = [
  { ...carton('M30', 'ポスト便ケース', size(300, 215, 24), 60, 1_000, 45), outer: size(308, 222, 29) },
  carton('C60', '60サイズ箱', size(240, 180, 150), 130, 2_000, 50),
  carton('C60F', '60サイズ平箱', size(290, 210, 60), 120, 2_000, 50),
  carton('C80', '80サイズ箱', size(320, 240, 200), 220, 5_000, 70),
  carton('C80F', '80サイズ平箱', size(370, 270, 110), 230, 5_000, 75),
  carton('C100', '100サイズ箱', size(400, 300, 260), 380, 10_000, 110),
  carton('C120', '120サイズ箱', size(460, 360, 340), 560, 15_000, 160),
  carton('C140', '140サイズ箱', size(540, 420, 400), 820, 20_000, 240, 4),
  carton('C160', '160サイズ箱', size(600, 480, 480), 1_100, 25_000, 330, 4),
];
