import { z } from 'zod';
import { amountsOf, BillLines, exampleLines } from '../bill/bill-line.js';
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

/** An invoice of a registered shop (適格請求書, 消費税法57条の4第1項): its six items are required here. */
const QualifiedInvoice = z
  .strictObject({
    shop: Shop,
    registrationNumber: RegistrationNumber,
    payer: Payer,
    number: Words(40),
    issuedOn: Day,
    /** The day of supply, or the first and last of a period. */
    suppliedOn: Day,
    suppliedUntil: Day.optional(),
    lines: BillLines,
    /** Whether unit prices contain the tax. */
    taxMode: z.enum(['included', 'excluded']),
    /** How the tax of each rate becomes whole yen. The total of an order is made with `down`. */
    rounding: z.enum(['down', 'half-up', 'up']),
    payUntil: Day.optional(),
    /** Bank, branch, kind and number of the account, name. */
    payTo: Prose(300).optional(),
    note: Prose(1000).optional(),
  })
  .refine(({ suppliedOn, suppliedUntil }) => suppliedUntil === undefined || suppliedUntil >= suppliedOn, {
    path: ['suppliedUntil'],
    message: 'must not be before suppliedOn',
  });
type QualifiedInvoice = z.infer<typeof QualifiedInvoice>;

const draw = (press: Press, invoice: QualifiedInvoice): void => {
  const totals = taxPerRate(amountsOf(invoice.lines), invoice.taxMode, invoice.rounding);
  drawBill(press, {
    title: '請求書',
    subtitle: '適格請求書',
    payer: invoice.payer,
    shop: invoice.shop,
    registrationNumber: invoice.registrationNumber,
    facts: [
      ['請求書番号', invoice.number],
      ['発行日', dayOf(invoice.issuedOn)],
      ['取引年月日', suppliedOf(invoice)],
      ...(invoice.payUntil ? ([['お支払期限', dayOf(invoice.payUntil)]] as const) : []),
    ],
    greeting: '下記のとおりご請求申し上げます。',
    totalTitle: 'ご請求金額(税込)',
    totalYen: totalWithTaxYen(totals),
    unitPriceTitle: invoice.taxMode === 'included' ? '単価(税込)' : '単価(税抜)',
    lines: invoice.lines,
    rates: taxedRows(totals, invoice.taxMode),
    notes: [
      ...(invoice.payTo ? ([['お振込先', invoice.payTo]] as const) : []),
      ...(invoice.note ? ([['備考', invoice.note]] as const) : []),
    ],
  });
};

const suppliedOf = ({ suppliedOn, suppliedUntil }: QualifiedInvoice): string =>
  suppliedUntil ? `${dayOf(suppliedOn)}〜${dayOf(suppliedUntil)}` : dayOf(suppliedOn);

export const qualifiedInvoice: DocumentKind<typeof QualifiedInvoice> = {
  name: 'qualified-invoice',
  title: { ja: '請求書(適格請求書)', en: 'qualified invoice' },
  paper: A4,
  input: QualifiedInvoice,
  example: {
    shop: exampleShop,
    registrationNumber: EXAMPLE_REGISTRATION,
    payer: examplePayer,
    number: 'INV-2026-00042',
    issuedOn: '2026-01-15',
    suppliedOn: '2026-01-15',
    lines: exampleLines,
    taxMode: 'included',
    rounding: 'down',
    payUntil: '2026-02-28',
    payTo: 'おくる銀行 本店営業部(001) 普通 1234567\nカ)オクルシヨウテン',
    note: '恐れ入りますが、振込手数料はお客様にてご負担ください。',
  },
  draw,
};
