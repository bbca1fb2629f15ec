import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkPacking } from './check/check-packing.js';
import { packItems } from './pack-items.js';
import { DEFAULT_PACK_RULES as RULES, type PackageKind, type PackItem } from './types.js';

const REPO_ROOT = path.resolve(import.meta.dirname, '../../..');
const FOLDER = path.resolve(REPO_ROOT, '../shared/data/boxpacker-orders');
const ORDERS = 300;

const rowsOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

/** Cartons of boxes.csv; every package costs the same, as in BoxPacker's own count. */
const readCartons = (): PackageKind[] =>
  rowsOf(readFileSync(path.join(FOLDER, 'boxes.csv'), 'utf8')).map(([code, ...numbers]) => {
    const [ow, ol, od, empty, iw, il, id, gross] = numbers.map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return {
      code: code!,
      kind: 'carton',
      costYen: 1,
      emptyWeightGrams: empty,
      grossWeightGramsMax: gross,
      outer: { lengthMm: ol, widthMm: ow, heightMm: od },
      inner: { lengthMm: il, widthMm: iw, heightMm: id },
    };
  });

/** The first orders of items.csv.gz, an item that an order repeats merged into one line. */
const readOrders = (): PackItem[][] => {
  const orders = new Map<string, Map<string, PackItem>>();
  for (const [order, quantity, sku, width, length, depth, grams] of rowsOf(
    gunzipSync(readFileSync(path.join(FOLDER, 'items.csv.gz'))).toString(),
  )) {
    const lines = orders.get(order!) ?? new Map<string, PackItem>();
    orders.set(order!, lines);
    lines.set(sku!, {
      sku: sku!,
      quantity: Number(quantity) + (lines.get(sku!)?.quantity ?? 0),
      weightGrams: Number(grams),
      size: { lengthMm: Number(length), widthMm: Number(width), heightMm: Number(depth) },
    });
  }
  return [...orders.values()].slice(0, ORDERS).map((lines) => [...lines.values()]);
};

const present = existsSync(FOLDER);
const title = present
  ? `the first ${ORDERS} orders of BoxPacker's set`
  : 'dataset absent: shared/data/boxpacker-orders';

(present ? describe : describe.skip)(title, () => {
  it('are all packed, and safely', () => {
    const cartons = readCartons();
    const orders = readOrders();
    expect(orders).toHaveLength(ORDERS);
    for (const items of orders) {
      const { packings, unpackable } = packItems(items, cartons, RULES);
      expect(unpackable).toEqual([]);
      expect(packings.length).toBeGreaterThan(0);
      for (const packing of packings) expect(checkPacking(items, cartons, packing, RULES)).toEqual([]);
    }
  });
});
