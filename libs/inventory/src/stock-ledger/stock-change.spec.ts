import fc from 'fast-check';
import { addUp, rowsAfter, type StockChange, type StockRow } from './stock-change.js';

const anyChange: fc.Arbitrary<StockChange> = fc.record(
  {
    sku: fc.constantFrom('A', 'B', 'C'),
    onHand: fc.integer({ min: -9, max: 9 }),
    reserved: fc.integer({ min: -9, max: 9 }),
    waiting: fc.integer({ min: -9, max: 9 }),
    safety: fc.integer({ min: -9, max: 9 }),
  },
  { requiredKeys: ['sku'] },
);
const row = (sku: string): StockRow => ({ sku, onHand: 50, free: 30, reserved: 20, waiting: 5, safety: 9 });

describe('changes of stock', () => {
  it('add up per sku, and those that cancel out are gone', () => {
    const changes = [
      { sku: 'B', onHand: 2 },
      { sku: 'A', onHand: 1 },
      { sku: 'B', reserved: 1 },
      { sku: 'A', onHand: -1 },
    ];
    expect(addUp(changes)).toEqual([{ sku: 'B', onHand: 2, reserved: 1, waiting: 0, safety: 0 }]);
  });

  it('lead to the same rows one by one and together', () =>
    fc.assert(
      fc.property(fc.array(anyChange), (changes) => {
        const rows = [row('A'), row('B')];
        const oneByOne = changes.reduce((before: StockRow[], change) => rowsAfter(before, [change]), rows);
        expect(rowsAfter(rows, changes)).toEqual(oneByOne);
        for (const { onHand, free, reserved } of oneByOne) expect(onHand).toBe(free + reserved);
      }),
    ));
});
