import type { Parcel, ParcelLine } from '../../shared/parcels/parcel.js';
import { mayMiss } from './may-miss.js';

const line = (sku: string, quantity: number, scanned: number, waitsFor = 0): ParcelLine => ({
  ...{ lineId: `${sku}${quantity}`, sku, name: sku, barcodes: [], quantity, scanned, waitsFor },
  ...{ waitsSince: null, countable: false, shelf: null, marks: [] },
});
const told = (lines: readonly ParcelLine[], cause: 'not-found' | 'damaged') =>
  mayMiss({ lines } as Parcel, cause).map(({ sku, most }) => [sku, most]);

describe('what may be missing or damaged', () => {
  const lines = [line('MUG', 3, 1), line('TEA', 2, 2), line('MUG', 2, 0, 1), line('CUP', 1, 0, 1)];

  it('is missing only where it is not proven', () => expect(told(lines, 'not-found')).toEqual([['MUG', 3]]));

  it('is damaged also where it is in the box, and never twice', () =>
    expect(told(lines, 'damaged')).toEqual([
      ['MUG', 4],
      ['TEA', 2],
    ]));
});
