import { z } from 'zod';
import { amountsOf, BillLines } from '../bill/bill-line.js';
import { drawBill } from '../bill/draw-bill.js';
import { taxedRows } from '../bill/rate-table.js';
import { A4 } from '../page/paper.js';
import type { Press } from '../page/press.js';
import type { DocumentKind } from '../document/document.js';
import {
  Day,
  EXAMPLE_REGISTRATION,
  examplePayer,
  exampleShop,
  Payer,
  Prose,
  RegistrationNumber,
  Shop,
  Words,
} from '../shop-facts/shop-facts.js';
import { taxPerRate, totalWithTaxYen } from '../tax/tax-per-rate.js';
import { dayOf } from '../words/words.js';

/** What a registered shop gives back for goods returned or a price cut later (適格返還請求書, 消費税法57条の4第3項). */
const ReturnInvoice = z.strictObject({
  shop: Shop,
  registrationNumber: RegistrationNumber,
  payer: Payer,
  number: Words(40),
  /** The day the money or the price was given back. */
  returnedOn: Day,
  /** The sale it belongs to. */
  sale: z.strictObject({ invoiceNumber: Words(40).optional(), suppliedOn: Day }),
  /** What is given back, as amounts above nothing. */
  lines: BillLines,
  taxMode: z.enum(['included', 'excluded']),
  /** As the invoice of the sale was rounded. */
  rounding: z.enum(['down', 'half-up', 'up']),
  reason: Prose(300).optional(),
});
type ReturnInvoice = z.infer<typeof ReturnInvoice>;

const draw = (press: Press, invoice: ReturnInvoice): void => {
  const totals = taxPerRate(amountsOf(invoice.lines), invoice.taxMode, invoice.rounding);
  drawBill(press, {
    title: '返還請求書',
    subtitle: '適格返還請求書',
    payer: invoice.payer,
    shop: invoice.shop,
    registrationNumber: invoice.registrationNumber,
    facts: [
      ['返還番号', invoice.number],
      ['返還年月日', dayOf(invoice.returnedOn)],
      ['元の取引年月日', dayOf(invoice.sale.suppliedOn)],
      ...(invoice.sale.invoiceNumber ? ([['元の請求書番号', invoice.sale.invoiceNumber]] as const) : []),
    ],
    greeting: '下記のとおり返金いたします。',
    totalTitle: '返還金額(税込)',
    totalYen: totalWithTaxYen(totals),
    unitPriceTitle: invoice.taxMode === 'included' ? '単価(税込)' : '単価(税抜)',
    lines: invoice.lines,
    rates: taxedRows(totals, invoice.taxMode),
    notes: invoice.reason ? [['返還の理由', invoice.reason]] : [],
  });
};

export const returnInvoice: DocumentKind<typeof ReturnInvoice> = {
  name: 'return-invoice',
  title: { ja: '適格返還請求書', en: 'return invoice' },
  paper: A4,
  input: ReturnInvoice,
  example: {
    shop: exampleShop,
    registrationNumber: EXAMPLE_REGISTRATION,
    payer: examplePayer,
    number: 'RET-2026-00003',
    returnedOn: '2026-01-22',
    sale: { invoiceNumber: 'INV-2026-00042', suppliedOn: '2026-01-15' },
    lines: [
      { name: '有田焼 角皿 7寸 染付', quantity: 3, unitPriceYen: 4280, taxRate: 10 },
      { name: '深煎り珈琲豆 ブラジル・サントスNo.2 200 g', quantity: 1, unitPriceYen: 1180, taxRate: 8 },
    ],
    taxMode: 'included',
    rounding: 'down',
    reason: '配送中の破損による返品',
  },
  draw,
};
