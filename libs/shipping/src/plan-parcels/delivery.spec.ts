import { CARRIER_SERVICES } from '@okuru/carriers';
import type { ConfirmedOrder } from '../shipment/shipment.js';
import { deliveryOf, readyAt } from './delivery.js';

const order: ConfirmedOrder = {
  channel: 'web',
  reference: 'A-1',
  prefecture: 47,
  delivery: { mode: 'hand-over', date: '2026-02-05', slot: '18-20' },
  cashOnDelivery: true,
  totalYen: 3_300,
  goodsYen: 3_000,
  unitPricesYen: { '1': 1_000, '2': 500 },
  shortStock: 'ship-complete',
  shipTo: null,
};
const day = { shipOn: '2026-02-02', readyAt: '00:00' };
const chilled = { temperature: 'chilled' as const, lines: [{ lineId: '1', quantity: 1 }] };

describe('what is asked of the carriers', () => {
  it('is what the buyer was promised, what the goods need and when they are ready', () => {
    expect(deliveryOf(order, chilled, day)).toEqual({
      prefecture: 47,
      mode: 'hand-over',
      timeSlot: '18-20',
      arriveOn: '2026-02-05',
      cashOnDelivery: true,
      codAmountYen: 1_100,
      temperature: 'chilled',
      ...day,
    });
  });

  it('collects no more than the total, the whole of it where the goods cost nothing, and asks nothing of orders of before', () => {
    const collected = (over: object, quantity: number) =>
      deliveryOf({ ...order, ...over }, { ...chilled, lines: [{ lineId: '1', quantity }] }, day).codAmountYen;
    expect(collected({}, 9)).toBe(3_300);
    expect(collected({ goodsYen: 0 }, 1)).toBe(3_300);
    expect(collected({ unitPricesYen: undefined }, 1)).toBe(3_300);
    expect(collected({ totalYen: undefined }, 1)).toBeUndefined();
    expect(collected({ cashOnDelivery: false }, 1)).toBeUndefined();
  });

  it('shares by the prices of the order, whatever the item master says the goods are worth', () => {
    const dear = {
      ...order,
      totalYen: 500_000,
      goodsYen: 500_000,
      unitPricesYen: { '1': 499_000, '2': 1_000 },
    };
    expect(deliveryOf(dear, chilled, day).codAmountYen).toBe(499_000);
  });

  it('knows the time only as far as a cut-off is over', () => {
    const services = ['15:00', '17:59'].map((cutOff) => ({ ...CARRIER_SERVICES[0]!, cutOff }));
    const seen = ['09:30', '15:00', '15:01', '17:59', '18:00', '23:59'].map((time) =>
      readyAt(time, { services, tariffs: [] }),
    );
    expect(seen).toEqual(['00:00', '00:00', '15:01', '15:01', '18:00', '18:00']);
  });
});
