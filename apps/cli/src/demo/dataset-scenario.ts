import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { ownBarcode } from './barcode.js';
import { drawOf } from './chance.js';
import { demoOrder } from './demo-order.js';
import { destinations } from './destinations.js';
import type { Carton, Goods, Scenario } from './scenario.js';

interface ItemRow {
  order_id: string;
  qty: string;
  item_id: string;
  width_mm: string;
  length_mm: string;
  depth_mm: string;
  weight_g: string;
}
interface BoxRow {
  box: string;
  outer_width_mm: string;
  outer_length_mm: string;
  outer_depth_mm: string;
  empty_weight_g: string;
  inner_width_mm: string;
  inner_length_mm: string;
  inner_depth_mm: string;
  max_weight_g: string;
}

/** Reads `items.csv[.gz]` and `boxes.csv[.gz]` of a folder. Throws with the file, row and column when something is wrong. */
export const datasetScenario = (folder: string, ordersMax: number | undefined): Scenario => {
  const itemRows = table<ItemRow>(folder, 'items.csv', [
    'order_id',
    'qty',
    'item_id',
    'width_mm',
    'length_mm',
    'depth_mm',
    'weight_g',
  ]);
  const goods = new Map<string, Goods>();
  const linesOf = new Map<string, { sku: string; quantity: number }[]>();
  for (const [index, row] of itemRows.entries()) {
    const where = `items.csv row ${index + 2}`;
    const sku = `BP-${row.item_id}`.slice(0, 64);
    if (!linesOf.has(row.order_id)) {
      if (ordersMax !== undefined && linesOf.size >= ordersMax) continue;
      linesOf.set(row.order_id, []);
    }
    if (!goods.has(sku)) goods.set(sku, goodsOf(sku, row, goods.size + 1, where));
    linesOf.get(row.order_id)?.push({ sku, quantity: positive(row.qty, where, 'qty') });
  }
  const place = destinations(join(folder, '..', 'jp-postal', 'postal.csv.gz'));
  const orders = [...linesOf].map(([id, lines]) => demoOrder(id, lines, goods, place.of(id)));
  const stock = new Map<string, number>();
  for (const order of orders)
    for (const line of order.lines) stock.set(line.sku, (stock.get(line.sku) ?? 0) + line.quantity);
  return {
    goods: [...goods.values()],
    cartons: table<BoxRow>(folder, 'boxes.csv', [
      'box',
      'inner_width_mm',
      'outer_width_mm',
      'max_weight_g',
    ]).map(cartonOf),
    orders,
    stock,
    provenance: [
      `orders: ${orders.length} of ${folder} (items.csv, boxes.csv); stock is exactly the units ordered`,
      'prices, barcodes, buyers and payment are made up; carriage by the sample tariff',
      place.said,
    ],
  };
};

const goodsOf = (sku: string, row: ItemRow, serial: number, where: string): Goods => ({
  sku,
  nameJa: `商品 ${row.item_id.slice(0, 8)}`,
  nameEn: `Item ${row.item_id.slice(0, 8)}`,
  barcode: ownBarcode(serial),
  lengthMm: positive(row.length_mm, where, 'length_mm'),
  widthMm: positive(row.width_mm, where, 'width_mm'),
  heightMm: positive(row.depth_mm, where, 'depth_mm'),
  weightGrams: positive(row.weight_g, where, 'weight_g'),
  valueYen: 500 + Math.floor(drawOf(sku, 'price') * 30) * 100,
  fragile: false,
  countable: drawOf(sku, 'countable') < 0.1,
});

const cartonOf = (row: BoxRow, index: number): Carton => {
  const where = `boxes.csv row ${index + 2}`;
  const number = (column: keyof BoxRow) => positive(row[column], where, column);
  return {
    code: row.box.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 32),
    inner: {
      lengthMm: number('inner_length_mm'),
      widthMm: number('inner_width_mm'),
      heightMm: number('inner_depth_mm'),
    },
    outer: {
      lengthMm: number('outer_length_mm'),
      widthMm: number('outer_width_mm'),
      heightMm: number('outer_depth_mm'),
    },
    emptyWeightGrams: number('empty_weight_g'),
    grossWeightGramsMax: number('max_weight_g'),
    // The set names no prices; 1 yen per 10 cm of outer sides keeps small cartons cheaper than large ones.
    costYen: Math.ceil(
      (number('outer_length_mm') + number('outer_width_mm') + number('outer_depth_mm')) / 100,
    ),
  };
};

const table = <Row>(folder: string, name: string, columns: readonly string[]): Row[] => {
  const plain = join(folder, name);
  const path = existsSync(plain) ? plain : `${plain}.gz`;
  if (!existsSync(path)) throw new Error(`--dataset: ${folder} holds neither ${name} nor ${name}.gz`);
  const bytes = readFileSync(path);
  const rows = parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
  });
  const first = rows[0] as Record<string, string> | undefined;
  if (first === undefined) throw new Error(`--dataset: ${path} holds no row`);
  const missing = columns.filter((column) => !(column in first));
  if (missing.length > 0) throw new Error(`--dataset: ${path} lacks the column(s) ${missing.join(', ')}`);
  return rows as Row[];
};

const positive = (text: string, where: string, column: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--dataset: ${where}, ${column}: expected a whole number above 0, found "${text}"`);
  return value;
};
