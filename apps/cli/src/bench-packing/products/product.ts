import { seededRandom } from '@okuru/packing/testing';
import { wholeBetween } from '../seeded.js';
import { readTable } from '../csv-table.js';

/** Goods as a master states them; null = it states nothing. */
export interface Product {
  readonly id: string;
  readonly size: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number } | null;
  readonly weightGrams: number | null;
}

const MM_PER_CM = 10;

/** Olist's products; a cell may be empty, which is a fact about the master and no fault of the file. */
export const readProducts = (folder: string): Product[] =>
  readTable(folder, 'products.csv', [
    'product_id',
    'product_weight_g',
    'product_length_cm',
    'product_height_cm',
    'product_width_cm',
  ]).map((row) => {
    const length = row.maybe('product_length_cm');
    const width = row.maybe('product_width_cm');
    const height = row.maybe('product_height_cm');
    return {
      id: row.text('product_id'),
      size:
        length === null || width === null || height === null
          ? null
          : { lengthMm: length * MM_PER_CM, widthMm: width * MM_PER_CM, heightMm: height * MM_PER_CM },
      weightGrams: row.maybe('product_weight_g'),
    };
  });

/** Made-up goods for a machine without data; every fiftieth has one of the known faults. */
export const madeUpProducts = (count: number, seed: number): Product[] => {
  const chance = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const size = {
      lengthMm: wholeBetween(chance, 100, 700),
      widthMm: wholeBetween(chance, 60, 500),
      heightMm: wholeBetween(chance, 10, 400),
    };
    const volumeCm3 = (size.lengthMm * size.widthMm * size.heightMm) / 1_000;
    const good = { id: `made-up-${index + 1}`, size, weightGrams: Math.ceil(volumeCm3 * (0.05 + chance())) };
    if (index % 50 !== 49) return good;
    const faults: Partial<Product>[] = [
      { weightGrams: 0 },
      { size: null },
      { weightGrams: Math.ceil(volumeCm3 * 6) },
      { weightGrams: volumeCm3 * 0.005 },
    ];
    return { ...good, ...faults[wholeBetween(chance, 0, faults.length - 1)] };
  });
};

/** Faults that a person must be asked about, told apart here by a few lines of its own. */
export const faultOf = ({ size, weightGrams }: Product): string | undefined => {
  if (!size) return 'no size';
  if (weightGrams === null) return 'no weight';
  if (weightGrams === 0) return 'weight 0';
  const gramsPerCm3 = weightGrams / ((size.lengthMm / 10) * (size.widthMm / 10) * (size.heightMm / 10));
  if (gramsPerCm3 > 5) return 'denser than 5 g/cm³';
  return gramsPerCm3 < 0.01 ? 'lighter than 0.01 g/cm³' : undefined;
};
