import { Flow } from '../page/flow.js';
import { A4 } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import { type Column, table } from '../page/table.js';
import { shopBlock } from '../shop-facts/shop-block.js';
import type { Payer, Shop } from '../shop-facts/shop-facts.js';
import { addressed, count, INDENT, shortDay, yen } from '../words/words.js';
import { amountYen, type BillLine } from './bill-line.js';
import { rateTable, type RateRow } from './rate-table.js';

/** What invoices of every kind have in common, as it stands on the paper. */
export interface Bill {
  readonly title: string;
  readonly subtitle?: string;
  readonly payer: Payer;
  readonly shop: Shop;
  readonly registrationNumber?: string;
  /** Number, dates and the like: title and value. */
  readonly facts: readonly (readonly [title: string, value: string])[];
  readonly greeting: string;
  readonly totalTitle: string;
  readonly totalYen: number;
  readonly unitPriceTitle: string;
  readonly lines: readonly BillLine[];
  readonly rates: readonly RateRow[];
  /** Below the totals: title and text. */
  readonly notes: readonly (readonly [title: string, text: string])[];
}

const MARGIN = 18;
const RIGHT_BLOCK = 76;

export const drawBill = (press: Press, bill: Bill): void => {
  const flow = new Flow(press, A4, MARGIN, (again) => {
    again.text(`${bill.title} ${bill.facts[0]?.[1] ?? ''}(続き)`, {
      x: MARGIN,
      y: MARGIN,
      width: A4.widthMm - 2 * MARGIN,
      size: 9,
      colour: GREY,
    });
    return MARGIN + 7;
  });
  head(flow, bill);
  total(flow, bill);
  table(flow, columnsOf(bill), bill.lines.flatMap(rowsOf), { rowMin: 7.5 });
  if (bill.lines.some(({ taxRate }) => taxRate === 8)) {
    flow.gap(1.5);
    flow.text('※ 印は軽減税率(8%)の対象です。', { size: 8 });
  }
  flow.gap(3);
  rateTable(flow, bill.rates);
  for (const [title, text] of bill.notes) {
    flow.gap(4);
    flow.text(title, { size: 8, colour: GREY });
    flow.text(text, { size: 9.5 });
  }
};

const head = (flow: Flow, bill: Bill): void => {
  const { press, left, right, width } = flow;
  press.text(bill.title, { x: left, y: flow.y, width, size: 20, weight: 'bold', align: 'center' });
  if (bill.subtitle)
    press.text(bill.subtitle, { x: left, y: flow.y + 9.5, width, size: 8.5, align: 'center', colour: GREY });
  const top = flow.y + 18;
  const payerWidth = width - RIGHT_BLOCK - 8;
  let y = top;
  const { payer } = bill;
  const address = [payer.postcode && `〒${payer.postcode}`, payer.address].filter(Boolean).join('\n');
  if (address !== '') y += press.text(address, { x: left, y, width: payerWidth, size: 9 }) + 1.5;
  y += press.text(addressed(payer.name, payer.honorific), {
    x: left,
    y,
    width: payerWidth,
    size: 14,
    oneLineDownTo: 10,
    weight: 'bold',
    leading: 1.3,
  });
  press.rule(left, y + 1, left + payerWidth, y + 1, { width: 0.3 });
  y += 5;
  y += press.text(bill.greeting, { x: left, y, width: payerWidth, size: 9 });

  let factY = top;
  const blockLeft = right - RIGHT_BLOCK;
  for (const [title, value] of bill.facts) {
    press.text(title, {
      x: blockLeft,
      y: factY,
      width: 26,
      height: 5,
      size: 8,
      stands: 'middle',
      colour: GREY,
    });
    factY += Math.max(
      5,
      press.text(value, { x: blockLeft + 26, y: factY, width: RIGHT_BLOCK - 26, size: 9, align: 'right' }),
    );
  }
  factY += 4;
  factY += shopBlock(press, bill.shop, {
    x: blockLeft,
    y: factY,
    width: RIGHT_BLOCK,
    registrationNumber: bill.registrationNumber,
  });
  flow.y = Math.max(y, factY) + 7;
};

const total = (flow: Flow, { totalTitle, totalYen }: Bill): void => {
  const { press, left } = flow;
  press.frame(left, flow.y, 100, 13, { line: 0.4 });
  press.text(totalTitle, { x: left + 4, y: flow.y, width: 40, height: 13, size: 10.5, stands: 'middle' });
  press.text(yen(totalYen), {
    x: left + 40,
    y: flow.y,
    width: 56,
    height: 13,
    size: 18,
    weight: 'bold',
    align: 'right',
    stands: 'middle',
    leading: 1.1,
  });
  flow.y += 18;
};

/** A line, or a part beneath the line of its set, which bears the price. */
type BillRow = BillLine & { readonly isPart?: true };

const rowsOf = (line: BillLine): BillRow[] => [
  line,
  ...(line.parts ?? []).map((part): BillRow => ({ ...part, unitPriceYen: 0, taxRate: 0, isPart: true })),
];

/** What a part has no word for. */
const ofLines =
  (text: (line: BillLine) => string) =>
  (row: BillRow): string =>
    row.isPart ? '' : text(row);

const columnsOf = ({ lines, unitPriceTitle }: Bill): Column<BillRow>[] => [
  ...(lines.some(({ date }) => date !== undefined)
    ? [{ title: '日付', width: 22, text: ({ date }: BillRow) => (date === undefined ? '' : shortDay(date)) }]
    : []),
  {
    title: '品名',
    text: ({ name, taxRate, isPart }) => (isPart ? `${INDENT}・${name}` : taxRate === 8 ? `${name} ※` : name),
  },
  { title: '数量', width: 18, align: 'right', text: ({ quantity }) => count(quantity) },
  {
    title: unitPriceTitle,
    width: 28,
    align: 'right',
    text: ofLines(({ unitPriceYen }) => yen(unitPriceYen)),
  },
  {
    title: '税率',
    width: 16,
    align: 'right',
    text: ofLines(({ taxRate }) => (taxRate === 0 ? '対象外' : `${taxRate}%`)),
  },
  { title: '金額', width: 30, align: 'right', text: ofLines((line) => yen(amountYen(line))) },
];
