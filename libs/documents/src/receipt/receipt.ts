import { z } from 'zod';
import { A5_LANDSCAPE } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import type { DocumentKind } from '../document/document.js';
import { shopBlock } from '../shop-facts/shop-block.js';
import {
  Day,
  EXAMPLE_REGISTRATION,
  exampleShop,
  Payer,
  RegistrationNumber,
  Shop,
  Words,
  Yen,
} from '../shop-facts/shop-facts.js';
import { type RateTotal, taxPerRate, totalWithTaxYen } from '../tax/tax-per-rate.js';
import { addressed, dayOf, yen } from '../words/words.js';
import { stampDutyYen } from './stamp-duty.js';

const PAID_BY = {
  cash: '現金',
  'bank-transfer': '銀行振込',
  konbini: 'コンビニ決済',
  'credit-card': 'クレジットカード',
  other: 'その他',
} as const;

/** A receipt (領収書). Of a registered shop it is a qualified invoice as well. */
const Receipt = z.strictObject({
  shop: Shop,
  registrationNumber: RegistrationNumber.optional(),
  /** Whom it names (宛名). */
  payer: Payer,
  number: Words(40),
  paidOn: Day,
  issuedOn: Day,
  /** What was paid at each rate: yen with tax. */
  amounts: z
    .array(z.strictObject({ taxRate: z.union([z.literal(0), z.literal(8), z.literal(10)]), amountYen: Yen }))
    .min(1)
    .max(3),
  rounding: z.enum(['down', 'half-up', 'up']),
  /** 但し書き, such as 食器代: what it was paid for. */
  paidFor: Words(60),
  paidBy: z.enum(['cash', 'bank-transfer', 'konbini', 'credit-card', 'other']),
  /** `paper` when it is handed over or posted: from ¥50,000 it needs a stamp, for which there is a place. */
  issuedAs: z.enum(['paper', 'file']),
  /** The buyer had one before. */
  isCopy: z.boolean().optional(),
});
type Receipt = z.infer<typeof Receipt>;

const LEFT = 16;
const RIGHT = 194;
const WIDTH = RIGHT - LEFT;

const draw = (press: Press, receipt: Receipt): void => {
  press.page(A5_LANDSCAPE);
  const totals = taxPerRate(receipt.amounts, 'included', receipt.rounding);
  const totalYen = totalWithTaxYen(totals);
  head(press, receipt);
  press.text(addressed(receipt.payer.name, receipt.payer.honorific), {
    x: LEFT,
    y: 32,
    width: 112,
    height: 11,
    size: 17,
    oneLineDownTo: 11,
    weight: 'bold',
    stands: 'bottom',
    leading: 1.2,
  });
  press.rule(LEFT, 44, LEFT + 112, 44, { width: 0.3 });
  press.frame(LEFT, 50, WIDTH, 17, { fill: '#eeeeee' });
  press.text('金額', { x: LEFT + 5, y: 50, width: 20, height: 17, size: 11, stands: 'middle' });
  press.text(`${yen(totalYen)} −`, {
    x: LEFT + 25,
    y: 50,
    width: WIDTH - 60,
    height: 17,
    size: 26,
    weight: 'bold',
    align: 'center',
    stands: 'middle',
    leading: 1.1,
  });
  if (receipt.registrationNumber !== undefined)
    press.text('(税込)', {
      x: RIGHT - 30,
      y: 50,
      width: 25,
      height: 17,
      size: 10,
      align: 'right',
      stands: 'middle',
    });
  press.text(`但し ${receipt.paidFor}として、上記正に領収いたしました。`, {
    x: LEFT,
    y: 70,
    width: WIDTH,
    height: 8,
    size: 11,
    stands: 'middle',
  });
  const method = `お支払方法 ${PAID_BY[receipt.paidBy]}`;
  press.text(`${method}  領収日 ${dayOf(receipt.paidOn)}`, {
    x: LEFT,
    y: 79,
    width: WIDTH,
    height: 6,
    size: 9,
    stands: 'middle',
  });
  breakdown(press, receipt, totals);
  stamp(press, receipt, totals);
  shopBlock(press, receipt.shop, {
    x: 122,
    y: 96,
    width: RIGHT - 122,
    height: 44,
    registrationNumber: receipt.registrationNumber,
  });
};

const head = (press: Press, { number, issuedOn, isCopy }: Receipt): void => {
  press.text('領 収 書', {
    x: LEFT,
    y: 11,
    width: WIDTH,
    size: 24,
    weight: 'bold',
    align: 'center',
    leading: 1.2,
  });
  press.text(`No. ${number}\n発行日 ${dayOf(issuedOn)}`, {
    x: RIGHT - 62,
    y: 12,
    width: 62,
    height: 10,
    size: 8.5,
    align: 'right',
  });
  if (isCopy) {
    press.frame(LEFT, 13, 22, 8, { line: 0.5 });
    press.text('再発行', {
      x: LEFT,
      y: 13,
      width: 22,
      height: 8,
      size: 11,
      weight: 'bold',
      align: 'center',
      stands: 'middle',
    });
  }
};

const BREAKDOWN_TOP = 94;
const ROW = 7;

/** A registered shop states the tax of each rate; another states the sums alone. */
const breakdown = (press: Press, { registrationNumber }: Receipt, totals: readonly RateTotal[]): void => {
  press.text('内訳', { x: LEFT, y: BREAKDOWN_TOP - 5.5, width: 30, size: 8, colour: GREY });
  for (const [at, { taxRate, withTaxYen, taxYen }] of totals.entries()) {
    const line = {
      y: BREAKDOWN_TOP + at * ROW,
      height: ROW,
      size: 8.5,
      stands: 'middle',
      leading: 1.1,
    } as const;
    press.text(taxRate === 0 ? '対象外' : `${taxRate}%対象${taxRate === 8 ? '(軽減)' : ''}`, {
      ...line,
      x: LEFT,
      width: 26,
    });
    const withTax = registrationNumber === undefined ? yen(withTaxYen) : `${yen(withTaxYen)}(税込)`;
    press.text(withTax, { ...line, x: LEFT + 26, width: 34, align: 'right' });
    if (registrationNumber !== undefined && taxRate !== 0)
      press.text(`消費税額 ${yen(taxYen)}`, { ...line, x: LEFT + 62, width: 36, align: 'right' });
    press.rule(LEFT, line.y + ROW, LEFT + 98, line.y + ROW, { width: 0.1, colour: GREY });
  }
};

const stamp = (press: Press, receipt: Receipt, totals: readonly RateTotal[]): void => {
  if (receipt.issuedAs === 'file' || receipt.paidBy === 'credit-card') return;
  const isTaxApart = receipt.registrationNumber !== undefined;
  const judgedYen = totals.reduce(
    (sum, total) => sum + (isTaxApart ? total.withoutTaxYen : total.withTaxYen),
    0,
  );
  const dutyYen = stampDutyYen(judgedYen);
  if (dutyYen === 0) return;
  press.frame(LEFT, 118, 22, 22, { dash: 1 });
  press.text(`収入印紙\n${yen(dutyYen)}`, {
    x: LEFT,
    y: 118,
    width: 22,
    height: 22,
    size: 8.5,
    align: 'center',
    stands: 'middle',
    colour: GREY,
  });
};

export const receipt: DocumentKind<typeof Receipt> = {
  name: 'receipt',
  title: { ja: '領収書', en: 'receipt' },
  paper: A5_LANDSCAPE,
  input: Receipt,
  example: {
    shop: exampleShop,
    registrationNumber: EXAMPLE_REGISTRATION,
    payer: { name: '㈱渡邉製作所', honorific: '御中' },
    number: 'R-2026-00042',
    paidOn: '2026-01-15',
    issuedOn: '2026-01-16',
    amounts: [
      { taxRate: 10, amountYen: 66_000 },
      { taxRate: 8, amountYen: 3_540 },
    ],
    rounding: 'down',
    paidFor: '食器・珈琲豆代',
    paidBy: 'bank-transfer',
    issuedAs: 'paper',
  },
  draw,
};
