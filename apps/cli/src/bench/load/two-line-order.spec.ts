import { twoLineOrder } from './two-line-order.js';

const goods = Array.from({ length: 10_000 }, (_, at) => ({ sku: `S${at}`, valueYen: 100 + at }));

interface Body {
  readonly lines: readonly [Line, Line];
  readonly money: { readonly total: number };
}
interface Line {
  readonly sku: string;
  readonly unitPrice: number;
}

describe('the orders of the load', () => {
  it.each([3, 100, 10_000])(
    'have two different skus of the first %i, and spread over all of them',
    (skus) => {
      const used = new Set<string>();
      const wrong: string[] = [];
      for (let n = 0; n < 10_000; n += 1) {
        const { lines, money } = twoLineOrder(goods, skus, `r-${n}`, n).body as Body;
        const [one, two] = lines;
        if (lines.length > 2 || one.sku === two.sku) wrong.push(`${n}: ${one.sku}, ${two.sku}`);
        if (money.total !== one.unitPrice + two.unitPrice + 600) wrong.push(`${n}: ${money.total} yen`);
        used.add(one.sku).add(two.sku);
      }
      expect(wrong).toEqual([]);
      expect(used.size).toBe(skus);
      expect([...used].filter((sku) => Number(sku.slice(1)) >= skus)).toEqual([]);
    },
  );
});
