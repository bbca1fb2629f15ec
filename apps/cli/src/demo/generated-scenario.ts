import { ownBarcode } from './barcode.js';
import { drawOf, pick } from './chance.js';
import { demoOrder } from './demo-order.js';
import { destinations } from './destinations.js';
import type { Goods, Scenario } from './scenario.js';
import { SHAPES } from './shapes.js';
import { stockOf } from './stock-of.js';

export const GENERATED_ORDERS_DEFAULT = 1_200;
const GOODS_COUNT = 120;

/**
 * Lines and units per order follow the published shape of small Japanese and Brazilian web shops: most orders one or two
 * lines, seldom more than five.
 */
const LINES_PER_ORDER = [1, 1, 1, 1, 1, 1, 2, 2, 3, 5];
const UNITS_PER_LINE = [1, 1, 1, 1, 1, 2, 2, 3, 4, 6];

/** Seeded sample orders for a machine without data: the same seed gives the same orders. */
export const generatedScenario = async (ordersCount: number, seed: string): Promise<Scenario> => {
  const goods = Array.from({ length: GOODS_COUNT }, (_, index): Goods => {
    const sku = `SAMPLE-${String(index + 1).padStart(3, '0')}`;
    const shape = pick(SHAPES, `${seed}/${sku}`, 'shape');
    return {
      sku,
      nameJa: `${shape.ja} ${index + 1}`,
      nameEn: `${shape.en} ${index + 1}`,
      barcode: ownBarcode(index + 1),
      size: { lengthMm: shape.lengthMm, widthMm: shape.widthMm, heightMm: shape.heightMm },
      weightGrams: shape.weightGrams,
      fragile: shape.fragile,
      valueYen: 500 + Math.floor(drawOf(`${seed}/${sku}`, 'price') * 40) * 100,
      countable: drawOf(`${seed}/${sku}`, 'countable') < 0.1,
    };
  });
  const bySku = new Map(goods.map((each) => [each.sku, each]));
  const place = await destinations();
  const orders = Array.from({ length: ordersCount }, (_, index) => {
    const reference = `${seed}-${String(index + 1).padStart(7, '0')}`;
    const lines = Array.from({ length: pick(LINES_PER_ORDER, reference, 'lines') }, (_line, at) => ({
      sku: pick(goods, `${reference}/${at}`, 'sku').sku,
      quantity: pick(UNITS_PER_LINE, `${reference}/${at}`, 'units'),
    }));
    return demoOrder(reference, lines, bySku, place.of(reference));
  });
  return {
    goods,
    cartons: [],
    orders,
    stock: stockOf(orders),
    provenance: [
      `orders: ${ordersCount} generated (seed ${seed}); goods, prices and buyers are made up; stock is exactly the units ordered`,
      'carriage by the sample tariff',
      place.said,
    ],
  };
};
