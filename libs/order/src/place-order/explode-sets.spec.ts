import { explodeSets, setFaults, type KnownSets } from './explode-sets.js';
import { pricedParts } from './set-prices.js';

const names = { ja: 'お茶セット', en: 'Tea set' };
const part = (sku: string, quantity: number, valueYen: number | null = 1000) => ({ sku, quantity, valueYen });
const sets: KnownSets = new Map([
  ['TEA-SET', { names, parts: [part('MUG', 2, 500), part('TEA', 1, 1000)], unheard: [] }],
  ['TWO-TWO', { names, parts: [part('MUG', 2), part('TEA', 2)], unheard: [] }],
  ['ONE', { names, parts: [part('MUG', 1)], unheard: [] }],
  ['FIFTY', { names, parts: [part('MUG', 50)], unheard: [] }],
  ['EARLY', { names, parts: [part('MUG', 1), part('NEW', 1)], unheard: ['NEW'] }],
]);
const line = (lineId: string, sku: string, quantity: number, unitPrice: number) => ({
  ...{ lineId, sku, quantity, unitPrice },
  taxRate: 8 as const,
});

describe('a set in an order', () => {
  it('becomes its parts, which cost together what it costs, at its tax rate', () => {
    const set = { lineId: '1', sku: 'TEA-SET', quantity: 3, names };
    expect(explodeSets([line('1', 'TEA-SET', 3, 2000)], sets)).toEqual([
      { lineId: '1.1', sku: 'MUG', quantity: 6, unitPrice: 500, taxRate: 8, set },
      { lineId: '1.2', sku: 'TEA', quantity: 3, unitPrice: 1000, taxRate: 8, set },
    ]);
  });

  it('leaves an order without sets as it is', () => {
    const lines = [line('1', 'MUG', 1, 500)];
    expect(explodeSets(lines, sets)).toBe(lines);
  });

  it('shares a part with another set and with the part bought singly', () => {
    const lines = [line('a', 'TWO-TWO', 1, 1001), line('b', 'ONE', 2, 400), line('c', 'MUG', 1, 500)];
    const exploded = explodeSets(lines, sets);
    expect(exploded.map(({ lineId, sku, quantity, set }) => [lineId, sku, quantity, set?.lineId])).toEqual([
      ['a.1', 'MUG', 1, 'a'],
      ['a.2', 'MUG', 1, 'a'],
      ['a.3', 'TEA', 2, 'a'],
      ['b.1', 'MUG', 2, 'b'],
      ['c', 'MUG', 1, undefined],
    ]);
  });

  it('takes no line id that the buyer gave another line, and none that is too long', () => {
    const long = 'x'.repeat(64);
    const lines = [line('1', 'TEA-SET', 1, 2000), line('1.1', 'MUG', 1, 500), line(long, 'ONE', 1, 500)];
    expect(explodeSets(lines, sets).map(({ lineId }) => lineId)).toEqual([
      '1.2',
      '1.3',
      '1.1',
      `${'x'.repeat(62)}.1`,
    ]);
  });

  it('divides a price that does not divide by two lines a yen apart, for fifty units of one part', () => {
    expect(pricedParts(1_234, [part('MUG', 50)])).toEqual([
      { sku: 'MUG', quantity: 16, unitPrice: 24 },
      { sku: 'MUG', quantity: 34, unitPrice: 25 },
    ]);
  });

  it('gives the yen that are left to a part of which there is one unit', () => {
    expect(pricedParts(2_999, [part('MUG', 2), part('TEA', 1)])).toEqual([
      { sku: 'MUG', quantity: 2, unitPrice: 1000 },
      { sku: 'TEA', quantity: 1, unitPrice: 999 },
    ]);
    expect(pricedParts(2_998, [part('MUG', 2), part('TEA', 1)])).toEqual([
      { sku: 'MUG', quantity: 2, unitPrice: 999 },
      { sku: 'TEA', quantity: 1, unitPrice: 1000 },
    ]);
  });

  it('weighs units alike where a value is not known or nothing is worth anything', () => {
    const unknown = pricedParts(300, [part('MUG', 2, null), part('TEA', 1, 9000)]);
    const free = pricedParts(300, [part('MUG', 2, 0), part('TEA', 1, 0)]);
    expect([unknown, free].map((priced) => priced.map(({ unitPrice }) => unitPrice))).toEqual([
      [100, 100],
      [100, 100],
    ]);
  });
});

describe('a set that cannot be taken apart', () => {
  it('makes more units on a line than a line holds', () => {
    expect(setFaults([line('1', 'FIFTY', 199, 1), line('2', 'FIFTY', 200, 1)], sets)).toEqual([
      {
        path: 'lines[1].quantity',
        message: 'makes 10,000 units of the part MUG; the most is 9,999',
        mend: 'order fewer sets on one line',
      },
    ]);
  });

  it('makes more lines than an order holds, but an order of single items may be as long', () => {
    const many = Array.from({ length: 100 }, (_, nth) => line(`n${nth}`, 'TEA-SET', 1, 2000));
    expect(setFaults(many, sets)).toEqual([]);
    expect(setFaults([...many, line('m', 'MUG', 1, 1)], sets)).toMatchObject([
      { path: 'lines', message: expect.stringContaining('201 lines') },
    ]);
  });

  it('names a part that was not heard of yet', () => {
    expect(setFaults([line('1', 'EARLY', 1, 100)], sets)).toMatchObject([
      { path: 'lines[0].sku', message: expect.stringContaining('NEW') },
    ]);
  });
});
