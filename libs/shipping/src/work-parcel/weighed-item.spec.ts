import { anItem } from '../testing/facts.js';
import { weighedItem } from './weighed-item.js';

const line = (lineId: string, sku: string, quantity: number) => ({
  ...{ lineId, sku, quantity, scanned: quantity, marks: [], missing: 0, countable: false, barcodes: [] },
});
const itemsOf = (...skus: string[]) => new Map(skus.map((sku) => [sku, anItem(sku, { weightGrams: null })]));
const weigh = (
  lines: ReturnType<typeof line>[],
  weightGrams: number | null,
  items = itemsOf(...lines.map(({ sku }) => sku)),
) => weighedItem({ parcelId: 'parcel-1', lines, weightGrams }, items, 130);

describe('what the scales tell of an item', () => {
  it('is the parcel without its package, shared by its units, over all its lines', () => {
    expect(weigh([line('1', 'CUP', 2), line('2', 'CUP', 1)], 1_060)).toEqual({
      sku: 'CUP',
      weightGrams: 310,
      parcelId: 'parcel-1',
      units: 3,
    });
  });

  it.each([
    ['two items are in it', weigh([line('1', 'CUP', 1), line('2', 'POT', 1)], 900)],
    ['it was not weighed', weigh([line('1', 'CUP', 1)], null)],
    ['it weighs no more than its package', weigh([line('1', 'CUP', 1)], 130)],
    ['the weight is known', weigh([line('1', 'CUP', 1)], 900, new Map([['CUP', anItem('CUP')]]))],
    ['nothing is in it', weigh([], 900)],
  ])('is nothing when %s', (_when, told) => expect(told).toBeNull());
});
