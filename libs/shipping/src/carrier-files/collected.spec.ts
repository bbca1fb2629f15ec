import type { ConfirmedOrder } from '../shipment/shipment.js';
import { collectedFor } from './collected.js';

const order = (more: Partial<ConfirmedOrder> = {}): ConfirmedOrder => ({
  channel: 'web',
  reference: 'A-1',
  prefecture: 13,
  delivery: { mode: 'any' },
  cashOnDelivery: true,
  totalYen: 3_640,
  goodsYen: 3_080,
  unitPricesYen: { '1': 1_000, '2': 1_080 },
  taxRates: { '1': 10, '2': 8 },
  shortStock: 'ship-complete',
  shipTo: null,
  ...more,
});

describe('what a carrier collects', () => {
  it('has the tax of each rate rounded down once, and of charges at ten percent', () => {
    const lines = [
      { lineId: '1', quantity: 2 },
      { lineId: '2', quantity: 1 },
    ];
    // 2,000 + 560 of charges at 10 %: 232.7; 1,080 at 8 %: 80
    expect(collectedFor(order(), lines)).toEqual({ amountYen: 3_640, taxYen: 232 + 80 });
  });

  it('is the share of the goods in this parcel', () => {
    const { amountYen } = collectedFor(order(), [{ lineId: '2', quantity: 1 }]) as { amountYen: number };
    expect(amountYen).toBe(Math.ceil((3_640 * 1_080) / 3_080));
  });

  it('is nothing of an order that is paid, and unknown where the rates are', () => {
    expect(collectedFor(order({ cashOnDelivery: false }), [])).toBeUndefined();
    const { taxRates: _rates, ...older } = order();
    expect(collectedFor(older, [])).toBe('unknown');
  });
});
