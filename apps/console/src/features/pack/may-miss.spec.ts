import type { Parcel, ParcelLine } from '../../shared/parcels/parcel.js';
import { likelyMissed, mayMiss } from './may-miss.js';

const line = (sku: string, quantity: number, scanned: number, waitsFor = 0): ParcelLine => ({
  ...{ lineId: `${sku}${quantity}`, sku, name: sku, barcodes: [], quantity, scanned, waitsFor },
  ...{ waitsSince: null, countable: false, shelf: null, marks: [] },
});
const told = (lines: readonly ParcelLine[], cause: 'not-found' | 'damaged') =>
  mayMiss({ lines } as unknown as Parcel, cause).map(({ sku, most }) => [sku, most]);

describe('what may be missing or damaged', () => {
  const lines = [line('MUG', 3, 1), line('TEA', 2, 2), line('MUG', 2, 0, 1), line('CUP', 1, 0, 1)];

  it('is missing only where it is not proven', () => expect(told(lines, 'not-found')).toEqual([['MUG', 3]]));

  it('is damaged also where it is in the box, and never twice', () =>
    expect(told(lines, 'damaged')).toEqual([
      ['MUG', 4],
      ['TEA', 2],
    ]));

  it('is most likely what the walk did not find, never more than is lacking, then the item scanned last', () => {
    const parcel = {
      lines: [line('MUG', 3, 1), { ...line('TEA', 2, 1), pickedShort: 2 }],
    } as unknown as Parcel;
    const missed = mayMiss(parcel, 'not-found');
    expect(likelyMissed(missed, 'not-found', 'MUG')).toEqual({ sku: 'TEA', quantity: 1 });
    expect(likelyMissed(mayMiss(parcel, 'damaged'), 'damaged', 'MUG')).toEqual({ sku: 'MUG', quantity: 1 });
    expect(likelyMissed(mayMiss({ lines } as unknown as Parcel, 'not-found'), 'not-found', 'CUP')).toEqual({
      sku: 'MUG',
      quantity: 1,
    });
    expect(likelyMissed([], 'not-found', 'MUG')).toBeUndefined();
  });
});
