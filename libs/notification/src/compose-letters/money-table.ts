import { asOrdered, partRows, setName } from './goods.js';
import { type Block, facts, table, type TableRow } from './letter-document.js';
import type { Addressed, OrderCard } from './letter.js';
import { yen } from './say-values.js';

const WORDS = {
  ja: {
    items: ['商品', '数量', '単価', '金額'],
    postage: '送料',
    'cod-fee': '代引手数料',
    wrapping: 'ラッピング',
    other: 'その他の料金',
    coupon: 'クーポン',
    points: 'ポイント利用',
    discount: '割引',
    total: '合計（税込）',
    taxed: (rate: number) => `${rate}%対象`,
    holds: (tax: string) => `（うち消費税 ${tax}）`,
    tax: '消費税',
    reduced: '※は軽減税率（8%）の対象です。',
    excluded: '商品と料金は税抜の金額です。',
  },
  en: {
    items: ['Item', 'Quantity', 'Unit price', 'Amount'],
    postage: 'Postage',
    'cod-fee': 'Cash-on-delivery fee',
    wrapping: 'Wrapping',
    other: 'Other charge',
    coupon: 'Coupon',
    points: 'Points used',
    discount: 'Discount',
    total: 'Total, tax included',
    taxed: (rate: number) => `Subject to ${rate}% tax`,
    holds: (tax: string) => ` (tax included: ${tax})`,
    tax: 'Tax',
    reduced: '* is taxed at the reduced rate of 8%.',
    excluded: 'Items and charges are stated without tax.',
  },
} as const;

const REDUCED_RATE = 8;

/** Items, charges, discounts, total and tax as the buyer was shown them; tax is rounded down once per rate (適格請求書). */
export const moneyTable = (to: Addressed, { lines, money }: OrderCard): Block[] => {
  const { language, nameOf } = to;
  const words = WORDS[language];
  const mark = (rate: number): string => (rate === REDUCED_RATE ? (language === 'ja' ? ' ※' : ' *') : '');
  const say = (amount: number): string => yen(amount, language);
  const charges = money.charges.map(
    ({ kind, amount, taxRate }) => [`${words[kind]}${mark(taxRate)}`, say(amount)] as const,
  );
  const discounts = money.discounts.map(
    ({ kind, amount, taxRate }) =>
      [`${kind === 'other' ? words.discount : words[kind]}${mark(taxRate)}`, say(-amount)] as const,
  );
  const priced = (name: string, quantity: number, unitPrice: number): TableRow => [
    name,
    String(quantity),
    say(unitPrice),
    say(unitPrice * quantity),
  ];
  const excluded = money.taxMode === 'excluded';
  const taxes = taxByRate({ lines, money }).map(({ rate, base, tax }) =>
    excluded
      ? ([`${words.tax} ${rate}%`, say(tax)] as const)
      : ([words.taxed(rate), `${say(base)}${words.holds(say(tax))}`] as const),
  );
  const total = [words.total, say(money.total)] as const;
  return [
    table(
      words.items,
      asOrdered(lines, ({ set }) => set).flatMap((ordered): TableRow[] => {
        if ('line' in ordered) {
          const { sku, quantity, unitPrice, taxRate } = ordered.line;
          return [priced(`${nameOf(sku)}${mark(taxRate)}`, quantity, unitPrice)];
        }
        const { set, parts } = ordered;
        const yenOfAll = parts.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
        // The parts' prices make up the set's exactly, and all of its parts are taxed alike.
        return [
          priced(`${setName(to, set)}${mark(parts[0]!.taxRate)}`, set.quantity, yenOfAll / set.quantity),
          ...partRows(to, parts),
        ];
      }),
    ),
    facts([...charges, ...discounts, ...(excluded ? [...taxes, total] : [total, ...taxes])]),
    ...notes([...lines, ...money.charges], excluded, words),
  ];
};

const notes = (
  taxed: readonly { readonly taxRate: number }[],
  excluded: boolean,
  words: { readonly reduced: string; readonly excluded: string },
): Block[] => {
  const reduced = taxed.some(({ taxRate }) => taxRate === REDUCED_RATE);
  const said = [...(excluded ? [words.excluded] : []), ...(reduced ? [words.reduced] : [])];
  return said.map((text) => ({ kind: 'paragraph', text }));
};

interface RateSum {
  readonly rate: number;
  readonly base: number;
  readonly tax: number;
}

/** Sums per rate over the whole document, highest rate first. */
const taxByRate = ({ lines, money }: Pick<OrderCard, 'lines' | 'money'>): RateSum[] => {
  const sums = new Map<number, number>();
  const add = (rate: number, amount: number) => sums.set(rate, (sums.get(rate) ?? 0) + amount);
  for (const { unitPrice, quantity, taxRate } of lines) add(taxRate, unitPrice * quantity);
  for (const { amount, taxRate } of money.charges) add(taxRate, amount);
  for (const { amount, taxRate } of money.discounts) add(taxRate, -amount);
  return [...sums]
    .sort(([one], [other]) => other - one)
    .map(([rate, base]) => ({ rate, base, tax: taxIn(base, rate, money.taxMode) }));
};

const taxIn = (base: number, rate: number, mode: 'included' | 'excluded'): number =>
  Math.trunc((base * rate) / (mode === 'included' ? 100 + rate : 100));
