import { ownBarcode } from '../demo/barcode.js';
import { drawOf, pick } from '../demo/chance.js';
import type { Goods, Scenario } from '../demo/scenario.js';
import { SHAPES } from '../demo/shapes.js';

/** Units of each on hand: no order of a bench waits for stock. */
const UNITS = 1_000_000;

/** So many goods of the demo's shapes, each a sku of its own. */
export const benchGoods = (count: number): readonly Goods[] =>
  Array.from({ length: count }, (_, index): Goods => {
    const sku = `BENCH-${String(index + 1).padStart(5, '0')}`;
    const { ja, en, lengthMm, widthMm, heightMm, weightGrams, fragile } = pick(SHAPES, sku, 'shape');
    return {
      sku,
      nameJa: `${ja} ${index + 1}`,
      nameEn: `${en} ${index + 1}`,
      barcode: ownBarcode(index + 1),
      size: { lengthMm, widthMm, heightMm },
      weightGrams,
      fragile,
      valueYen: 500 + Math.floor(drawOf(sku, 'price') * 40) * 100,
      countable: false,
    };
  });

/** What the audit holds the shop against: the orders come later, from the load. */
export const benchScenario = (goods: readonly Goods[]): Scenario => ({
  goods,
  cartons: [],
  orders: [],
  stock: new Map(goods.map(({ sku }) => [sku, UNITS])),
  provenance: [
    `${goods.length} goods of the demo's shapes, ${UNITS} units of each; carriage by the sample tariff`,
  ],
});
