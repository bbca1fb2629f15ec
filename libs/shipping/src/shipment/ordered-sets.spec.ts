import { confirmedOrder } from '../testing/facts.js';
import { isWholeSet, orderedSets, setOfLine, setsOfItem } from './ordered-sets.js';

const set = { lineId: '1', sku: 'SET', quantity: 2, names: { ja: 'お茶のセット', en: '' } };
const other = { ...set, lineId: '2', sku: 'OTHER' };
const line = (lineId: string, sku: string, quantity: number, of?: typeof set) => ({
  ...{ lineId, sku, quantity, unitPrice: 1, taxRate: 10 as const },
  ...(of ? { set: of } : {}),
});
const lines = [
  line('1.1', 'MUG', 2, set),
  line('1.2', 'TEA', 2, set),
  line('2.1', 'MUG', 2, other),
  line('3', 'MUG', 1),
];

describe('the sets of an order', () => {
  const sets = orderedSets(lines);

  it('are each named once with the lines that its parts are', () => {
    expect(sets).toEqual([
      {
        ...set,
        parts: [
          { lineId: '1.1', sku: 'MUG', quantity: 2 },
          { lineId: '1.2', sku: 'TEA', quantity: 2 },
        ],
      },
      { ...other, parts: [{ lineId: '2.1', sku: 'MUG', quantity: 2 }] },
    ]);
    expect(orderedSets(confirmedOrder({ MUG: 1 }).lines)).toBeNull();
  });

  it('are known by a line, or by an item that two sets hold', () => {
    expect(['1.2', '2.1', '3'].map((lineId) => setOfLine(sets, lineId)?.sku)).toEqual([
      'SET',
      'OTHER',
      undefined,
    ]);
    expect(setsOfItem(sets, 'MUG').map(({ sku }) => sku)).toEqual(['SET', 'OTHER']);
    expect([setOfLine(undefined, '1.1'), setsOfItem(null, 'MUG')]).toEqual([undefined, []]);
  });

  it('are whole with all units of all lines, and not with fewer', () => {
    expect(isWholeSet(sets![0]!, lines)).toBe(true);
    expect(isWholeSet(sets![0]!, lines.slice(1))).toBe(false);
    expect(isWholeSet(sets![0]!, [{ lineId: '1.1', quantity: 1 }, lines[1]!])).toBe(false);
  });
});
