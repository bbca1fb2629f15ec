import { amendmentOf, anItem, confirmedOrder, reservedStock } from '../testing/facts.js';
import {
  amendShipment,
  hearConfirmed,
  hearReserved,
  unitsPlanned,
  unitsToPlan,
  voidShipment,
  type Shipment,
} from './shipment.js';

const order = confirmedOrder({ MUG: 2 });
const unheard: Shipment = {
  ...{ orderId: order.orderId, confirmed: null, reservations: [], voided: false },
  ...{ amended: null, answered: null },
};
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

describe('an amendment', () => {
  const amendment = amendmentOf(order, { destination: { country: 'JP', prefecture: 1 } });
  const planned = unitsPlanned(both);
  const inParcels = unitsToPlan(both);

  it('puts the units of void parcels back, to be planned for the new place', () => {
    const amended = amendShipment(planned, amendment, inParcels);
    expect(unitsToPlan(amended)).toEqual(inParcels);
    expect(amended.confirmed).toMatchObject({ prefecture: 1, addressId: amendment.addressId });
  });

  it('ends the same whether the confirmation is heard before it or after', () => {
    const before = amendShipment(hearConfirmed(unheard, order), amendment, []);
    const after = hearConfirmed(amendShipment(unheard, amendment, []), order);
    expect(after).toEqual(before);
  });

  it('leaves no address behind once the order is void', () => {
    const voided = voidShipment(amendShipment(planned, amendment, inParcels));
    expect(JSON.stringify(voided)).not.toContain(amendment.shipTo.keyId);
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
