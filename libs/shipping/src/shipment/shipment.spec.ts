import { anItem, confirmedOrder, reservedStock } from '../testing/facts.js';
import {
  hearConfirmed,
  hearReserved,
  unitsPlanned,
  unitsToPlan,
  voidShipment,
  type Shipment,
} from './shipment.js';

const order = confirmedOrder({ MUG: 2 });
const unheard: Shipment = { orderId: order.orderId, confirmed: null, reservations: [], voided: false };
const both = hearReserved(hearConfirmed(unheard, order), reservedStock(order));

describe('the join of one order', () => {
  it('plans once both sides have spoken, and once only', () => {
    expect(unitsToPlan(hearConfirmed(unheard, order))).toEqual([]);
    expect(unitsToPlan(hearReserved(unheard, reservedStock(order)))).toEqual([]);
    expect(unitsToPlan(both)).toMatchObject([{ sku: 'MUG', quantity: 2 }]);
    expect(unitsToPlan(unitsPlanned(both))).toEqual([]);
    expect(hearReserved(both, reservedStock(order))).toBe(both);
  });

  it('a gap in the reservations means that one is still under way', () => {
    const last = reservedStock(order, {
      reservation: 2,
      lines: [{ ...order.lines[0]!, quantity: 1, item: anItem('MUG') }],
    });
    expect(unitsToPlan(hearReserved(hearConfirmed(unheard, order), last))).toEqual([]);
  });
});

describe('a tombstone', () => {
  it('keeps neither goods nor address, whatever is heard later', () => {
    const voided = voidShipment(both);
    expect(voided.confirmed?.shipTo).toBeNull();
    expect(voided.reservations.flatMap(({ lines }) => lines)).toEqual([]);
    const tombstone = voidShipment(unheard);
    expect(hearConfirmed(tombstone, order)).toBe(tombstone);
    expect(hearReserved(tombstone, reservedStock(order))).toBe(tombstone);
    expect(unitsToPlan({ ...both, voided: true })).toEqual([]);
  });
});
