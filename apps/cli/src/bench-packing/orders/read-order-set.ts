import type { BoxKind } from '../carriage.js';
import { basename, relative, resolve } from 'node:path';
import type { PackItem } from '@okuru/packing';
import { readTable, tablePath, type TableRow } from '../csv-table.js';
import type { OrderSet, PeerAnswer } from './order-set.js';

/** Reads `items.csv`, `boxes.csv` and, where it is there, `expected.csv` (each plain or `.gz`); throws with file, line and column. */
export const readOrderSet = (folder: string): OrderSet => ({
  source: sourceOf(folder),
  orders: readOrders(folder),
  kinds: readKinds(folder),
  peer: readPeer(folder),
});

/** From the working folder; one that lies at or above it, such as `.`, by its own name. */
const sourceOf = (folder: string): string => {
  const path = relative(process.cwd(), folder);
  return /^[./\\]*$/.test(path) ? basename(resolve(folder)) || resolve(folder) : path;
};

const ITEM_COLUMNS = ['order_id', 'qty', 'item_id', 'width_mm', 'length_mm', 'depth_mm', 'weight_g'];

const readOrders = (folder: string): OrderSet['orders'] => {
  const orders = new Map<string, Map<string, PackItem>>();
  for (const row of readTable(folder, 'items.csv', ITEM_COLUMNS)) {
    const id = row.text('order_id');
    const lines = orders.get(id) ?? new Map<string, PackItem>();
    orders.set(id, lines);
    const item = itemOf(row);
    const quantity = item.quantity + (lines.get(item.sku)?.quantity ?? 0);
    lines.set(item.sku, { ...item, quantity });
  }
  return [...orders].map(([id, lines]) => ({ id, items: [...lines.values()] }));
};

const itemOf = (row: TableRow): PackItem => {
  const size = {
    lengthMm: row.aboveZero('length_mm'),
    widthMm: row.aboveZero('width_mm'),
    heightMm: row.aboveZero('depth_mm'),
  };
  const weightGrams = row.zeroOrMore('weight_g');
  // One id may stand for several sizes; each is goods of its own.
  const traits = [size.lengthMm, size.widthMm, size.heightMm, weightGrams].join('x');
  return { sku: `${row.text('item_id')} ${traits}`, quantity: row.count('qty'), size, weightGrams };
};

const SIDES = ['length', 'width', 'depth'] as const;
const BOX_COLUMNS = [
  'box',
  ...SIDES.flatMap((side) => [`outer_${side}_mm`, `inner_${side}_mm`]),
  'empty_weight_g',
  'max_weight_g',
];

const readKinds = (folder: string): BoxKind[] => {
  const codes = new Set<string>();
  return readTable(folder, 'boxes.csv', BOX_COLUMNS).map((row) => {
    const code = row.text('box');
    if (codes.has(code)) row.fault('box', 'a name that no other box has');
    codes.add(code);
    return kindOf(row, code);
  });
};

const kindOf = (row: TableRow, code: string): BoxKind => {
  const [length, width, depth] = SIDES.map((side) => {
    const inner = row.aboveZero(`inner_${side}_mm`);
    const outer = row.aboveZero(`outer_${side}_mm`);
    return outer >= inner ? { inner, outer } : row.fault(`outer_${side}_mm`, `at least the inside, ${inner}`);
  });
  const outer = { lengthMm: length!.outer, widthMm: width!.outer, heightMm: depth!.outer };
  return {
    code,
    kind: 'carton',
    inner: { lengthMm: length!.inner, widthMm: width!.inner, heightMm: depth!.inner },
    outer,
    emptyWeightGrams: row.zeroOrMore('empty_weight_g'),
    grossWeightGramsMax: row.aboveZero('max_weight_g'),
    costYen: madeUpYen(outer),
  };
};

/** The set names no prices of boxes: 1 yen for each 10 cm of the outer sides begun. */
const madeUpYen = ({ lengthMm, widthMm, heightMm }: BoxKind['outer']): number =>
  Math.ceil((lengthMm + widthMm + heightMm) / 100);

const readPeer = (folder: string): Map<string, PeerAnswer> => {
  if (tablePath(folder, 'expected.csv') === undefined) return new Map();
  const columns = ['order_id', 'boxes_3d', 'volume_util_pct_3d'];
  return new Map(
    readTable(folder, 'expected.csv', columns).map((row) => [
      row.text('order_id'),
      { boxes: row.count('boxes_3d'), utilisationPct: row.zeroOrMore('volume_util_pct_3d') },
    ]),
  );
};
