import { z } from 'zod';
import { amountsOf, BillLines, exampleLines } from '../bill/bill-line.js';
import { drawBill } from '../bill/draw-bill.js';
import { untaxedRows } from '../bill/rate-table.js';
import { A4 } from '../page/paper.js';
import type { Press } from '../page/press.js';
import type { DocumentKind } from '../document/document.js';
import { Day, examplePayer, exampleShop, Payer, Prose, Shop, Words } from '../shop-facts/shop-facts.js';
import { taxPerRate, totalWithTaxYen } from '../tax/tax-per-rate.js';
import { dayOf } from '../words/words.js';

/**
 * The invoice of a shop that is not registered: no registration number, nothing that looks like one (消費税法57条の5), and no
 * tax apart from the price. Reduced-rate goods are marked and summed apart, which is what a buyer needs for the transitional
 * deduction (区分記載請求書).
 */
const PlainInvoice = z.strictObject({
  shop: Shop,
  payer: Payer,
  number: Words(40),
  issuedOn: Day,
  suppliedOn: Day,
  /** Prices are what is paid: nothing is added. */
  lines: BillLines,
  payUntil: Day.optional(),
  payTo: Prose(300).optional(),
  note: Prose(1000).optional(),
});
type PlainInvoice = z.infer<typeof PlainInvoice>;

const draw = (press: Press, invoice: PlainInvoice): void => {
  const totals = taxPerRate(amountsOf(invoice.lines), 'included', 'down');
  drawBill(press, {
    title: '請求書',
    payer: invoice.payer,
    shop: invoice.shop,
    facts: [
      ['請求書番号', invoice.number],
      ['発行日', dayOf(invoice.issuedOn)],
      ['取引年月日', dayOf(invoice.suppliedOn)],
      ...(invoice.payUntil ? ([['お支払期限', dayOf(invoice.payUntil)]] as const) : []),
    ],
    greeting: '下記のとおりご請求申し上げます。',
    totalTitle: 'ご請求金額',
    totalYen: totalWithTaxYen(totals),
    unitPriceTitle: '単価',
    lines: invoice.lines,
    rates: untaxedRows(totals),
    notes: [
      ...(invoice.payTo ? ([['お振込先', invoice.payTo]] as const) : []),
      ...(invoice.note ? ([['備考', invoice.note]] as const) : []),
    ],
  });
};

export const plainInvoice: DocumentKind<typeof PlainInvoice> = {
  name: 'plain-invoice',
  title: { ja: '請求書(登録のない店)', en: 'invoice of an unregistered shop' },
  paper: A4,
  input: PlainInvoice,
  example: {
    shop: exampleShop,
    payer: examplePayer,
    number: 'INV-2026-00042',
    issuedOn: '2026-01-15',
    suppliedOn: '2026-01-15',
    lines: exampleLines,
    payUntil: '2026-02-28',
    payTo: 'おくる銀行 本店営業部(001) 普通 1234567\nオクル ハナコ',
  },
  draw,
};
