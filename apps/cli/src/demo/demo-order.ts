import { drawOf, pick } from './chance.js';
import type { Destination } from './destinations.js';
import type { DemoOrder, Fate, Goods } from './scenario.js';

const BUYERS = [
  '髙﨑 花子',
  '山田 太郎',
  'Smith, John',
  '渡邊 美咲',
  '佐藤 ①子',
  'François Müller',
  '齋藤 健',
  '𠮷野 桜',
];
const POSTAGE_YEN = 600;

/** Bounds of POST /v1/orders. */
const LINES_MAX = 200;
const UNITS_PER_LINE_MAX = 9_999;
const TOTAL_YEN_MAX = 999_999_999;

/** Shares of orders that take a side road; the rest go straight through. */
const FATES: readonly { readonly fate: Fate; readonly share: number }[] = [
  { fate: 'paid-later', share: 0.02 },
  { fate: 'asks-a-question', share: 0.01 },
  { fate: 'cancelled-by-buyer', share: 0.02 },
];

const fateOf = (reference: string): Fate => {
  let draw = drawOf(reference, 'fate');
  for (const { fate, share } of FATES) {
    if (draw < share) return fate;
    draw -= share;
  }
  return 'plain';
};

/** The order as a storefront would post it; everything not given is drawn by hash of the reference. */
export const demoOrder = (
  reference: string,
  lines: readonly { readonly sku: string; readonly quantity: number }[],
  goods: ReadonlyMap<string, Goods>,
  destination: Destination,
): DemoOrder => {
  const fate = fateOf(reference);
  const priced = lines.map((line) => ({
    ...line,
    unitPrice: goods.get(line.sku)?.valueYen ?? 0,
    taxRate: 10,
  }));
  const totalYen = priced.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0) + POSTAGE_YEN;
  const name = pick(BUYERS, reference, 'buyer');
  const buyer = `buyer-${Math.floor(drawOf(reference, 'mailbox') * 500)}@example.com`;
  const body = {
    reference,
    lines: priced,
    contact: { name, email: buyer, phone: '03-0000-0000' },
    shipTo: {
      name,
      postalCode: destination.postalCode,
      prefecture: destination.prefecture,
      city: destination.city,
      street: destination.street,
    },
    payment: fate === 'paid-later' ? { method: 'bank-transfer', status: 'awaiting' } : { method: 'prepaid' },
    delivery: drawOf(reference, 'delivery') < 0.15 ? { mode: 'hand-over', slot: 'am' } : { mode: 'any' },
    money: {
      taxMode: 'included',
      charges: [{ kind: 'postage', amount: POSTAGE_YEN, taxRate: 10 }],
      total: totalYen,
    },
    language: drawOf(reference, 'language') < 0.85 ? 'ja' : 'en',
    ...(fate === 'asks-a-question' ? { remarks: '午前中に届きますか？' } : {}),
  };
  return { reference, fate, totalYen, lines, mustBeRefused: whyRefused(lines, totalYen), body };
};

const whyRefused = (lines: readonly { readonly quantity: number }[], totalYen: number): string | null => {
  const unitsMax = lines.reduce((max, { quantity }) => Math.max(max, quantity), 0);
  if (lines.length > LINES_MAX) return `${lines.length} lines, an order has at most ${LINES_MAX}`;
  if (unitsMax > UNITS_PER_LINE_MAX)
    return `${unitsMax} units in one line, at most ${UNITS_PER_LINE_MAX} are taken`;
  return totalYen > TOTAL_YEN_MAX ? `${totalYen} yen, an order costs at most ${TOTAL_YEN_MAX}` : null;
};
