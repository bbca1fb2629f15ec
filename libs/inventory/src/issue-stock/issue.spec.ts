import { issue, NothingReserved, shipmentKey, type ShippedLine } from './issue.js';

const shipped = (change: Partial<ShippedLine> = {}): ShippedLine => ({
  parcelId: 'P1',
  orderId: 'O1',
  lineId: '1',
  sku: 'MUG',
  quantity: 2,
  ...change,
});
const held = (units: number, sku = 'MUG') => [{ orderId: 'O1', lineId: '1', sku, held: units }];

describe('issue', () => {
  it('issues what left', () => {
    expect(issue([shipped()], held(2), new Set())).toEqual([shipped()]);
  });

  it('issues a line that left in two parcels', () => {
    const both = [shipped(), shipped({ parcelId: 'P2', quantity: 1 })];
    expect(issue(both, held(3), new Set())).toEqual(both);
  });

  it('adds up a line that stands twice in one parcel', () => {
    expect(issue([shipped(), shipped()], held(4), new Set())).toEqual([shipped({ quantity: 4 })]);
  });

  it('leaves alone what the ledger holds already, even when nothing is held any more', () => {
    expect(issue([shipped()], held(0), new Set([shipmentKey(shipped())]))).toEqual([]);
  });

  it.each([
    ['no reservation', [shipped()], []],
    ['fewer units than left', [shipped()], held(1)],
    ['fewer units than left in two parcels', [shipped(), shipped({ parcelId: 'P2' })], held(3)],
    ['another article', [shipped()], held(2, 'CUP')],
  ])('throws on %s', (_what, lines, reserved) => {
    expect(() => issue(lines, reserved, new Set())).toThrow(NothingReserved);
  });

  it('says which parcel, line and article', () => {
    expect(() => issue([shipped()], held(1), new Set())).toThrow(
      'Parcel P1 left with 2 of MUG for line 1 of order O1, of which 1 are reserved.',
    );
  });
});
