import { join } from 'node:path';
import { ownBarcode } from './barcode.js';
import { drawOf } from './chance.js';
import { datasetCartons } from './dataset-cartons.js';
import { datasetTable, measure, type Row, wholeAboveZero } from './dataset-table.js';
import { demoOrder } from './demo-order.js';
import { destinations } from './destinations.js';
import { distinctCodes } from './distinct-codes.js';
import type { DemoOrder, Goods, Scenario } from './scenario.js';
import { SkusBySize } from './skus-by-size.js';
import { stockOf } from './stock-of.js';

/** Bounds of the item master and of an order's reference. */
const CODE_CHARACTERS_MAX = 64;
const LENGTH_MM_MAX = 10_000;
const WEIGHT_GRAMS_MAX = 1_000_000;
/** Controls, private and half characters, and what no eye sees. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\uFFFD]/gu;

const COLUMNS = ['order_id', 'qty', 'item_id', 'width_mm', 'length_mm', 'depth_mm', 'weight_g'] as const;
type ItemRow = Row<(typeof COLUMNS)[number]>;

/** Reads `items.csv[.gz]` and `boxes.csv[.gz]` of a folder. Throws with the file, row and column when something is wrong. */
export const datasetScenario = async (folder: string, ordersMax: number | undefined): Promise<Scenario> => {
  const { goods, linesOf, severalSizes } = readItems(folder, ordersMax);
  const { cartons, said } = datasetCartons(folder);
  const place = await destinations(join(folder, '..', 'jp-postal', 'postal.csv.gz'));
  const reference = distinctCodes(CODE_CHARACTERS_MAX, UNPRINTABLE);
  const orders = [...linesOf].map(([id, lines]) => demoOrder(reference(id), lines, goods, place.of(id)));
  return {
    goods: [...goods.values()],
    cartons,
    orders,
    stock: stockOf(orders),
    provenance: [
      `orders: ${orders.length} of ${folder} (items.csv, boxes.csv); stock is exactly the units ordered`,
      'prices, barcodes, buyers and payment are made up; carriage by the sample tariff',
      place.said,
      ...said,
      ...(severalSizes > 0
        ? [`${severalSizes} item(s) come in several sizes: each size is goods of its own`]
        : []),
      ...unmeasured([...goods.values()]),
      ...beyondIntake(orders),
    ],
  };
};

const readItems = (folder: string, ordersMax: number | undefined) => {
  const skus = new SkusBySize(distinctCodes(CODE_CHARACTERS_MAX, UNPRINTABLE));
  const goods = new Map<string, Goods>();
  const linesOf = new Map<string, { sku: string; quantity: number }[]>();
  for (const [index, row] of datasetTable(folder, 'items.csv', COLUMNS).entries()) {
    const where = `items.csv row ${index + 2}`;
    for (const column of ['order_id', 'item_id'] as const)
      if (row[column] === '') throw new Error(`--dataset: ${where}, ${column}: is empty`);
    if (!linesOf.has(row.order_id)) {
      if (ordersMax !== undefined && linesOf.size >= ordersMax) continue;
      linesOf.set(row.order_id, []);
    }
    const sku = skus.of(
      `BP-${row.item_id}`,
      [row.length_mm, row.width_mm, row.depth_mm, row.weight_g].join(),
    );
    if (!goods.has(sku)) goods.set(sku, goodsOf(sku, row, goods.size + 1, where));
    const quantity = wholeAboveZero(row.qty, { where, column: 'qty' });
    linesOf.get(row.order_id)?.push({ sku, quantity });
  }
  return { goods, linesOf, severalSizes: skus.itemsOfSeveralSizes };
};

const goodsOf = (sku: string, row: ItemRow, serial: number, where: string): Goods => {
  const within = (column: 'length_mm' | 'width_mm' | 'depth_mm' | 'weight_g', max: number): number | null => {
    const value = measure(row[column], { where, column });
    return value === null ? null : Math.min(max, value);
  };
  const [lengthMm, widthMm, heightMm] = [
    within('length_mm', LENGTH_MM_MAX),
    within('width_mm', LENGTH_MM_MAX),
    within('depth_mm', LENGTH_MM_MAX),
  ];
  const size = lengthMm && widthMm && heightMm ? { lengthMm, widthMm, heightMm } : null;
  const label = [...sku.slice('BP-'.length)].slice(0, 8).join('').trim();
  return {
    sku,
    nameJa: `商品 ${label}`,
    nameEn: `Item ${label}`,
    barcode: ownBarcode(serial),
    size,
    weightGrams: within('weight_g', WEIGHT_GRAMS_MAX),
    valueYen: 500 + Math.floor(drawOf(sku, 'price') * 30) * 100,
    fragile: false,
    countable: drawOf(sku, 'countable') < 0.1,
  };
};

const unmeasured = (goods: readonly Goods[]): string[] => {
  const count = goods.filter(({ size, weightGrams }) => size === null || weightGrams === null).length;
  return count === 0 ? [] : [`${count} goods without a size or weight: the crew picks their carton`];
};

const beyondIntake = (orders: readonly DemoOrder[]): string[] => {
  const refused = orders.filter(({ mustBeRefused }) => mustBeRefused !== null);
  const [first] = refused;
  return first === undefined
    ? []
    : [
        `${refused.length} order(s) the shop must refuse, not stocked for; the first, ${first.reference}: ${first.mustBeRefused}`,
      ];
};
