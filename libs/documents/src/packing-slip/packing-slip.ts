import { z } from 'zod';
import { Flow } from '../page/flow.js';
import { A4 } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import { type Column, table } from '../page/table.js';
import type { DocumentKind } from '../document/document.js';
import { shopBlock } from '../shop-facts/shop-block.js';
import {
  Code,
  Day,
  exampleRecipient,
  exampleShop,
  Prose,
  ParcelOf,
  Recipient,
  Sender,
  Words,
} from '../shop-facts/shop-facts.js';
import { nameOf, rowsOf, SlipLine, type SlipRow, unitsOf } from './slip-line.js';
import { addressed, count, dayOf, INDENT, shortDay, yen } from '../words/words.js';

const LINES_MAX = 500;

/** What lies in the parcel (納品書): of this parcel alone, so that nobody looks for what is in another. */
const PackingSlip = z
  .strictObject({
    shop: Sender,
    to: Recipient,
    /** In the bars as `^O:…`: opens the order at the packing table. */
    orderNumber: Code(40),
    /** In the QR code as `^P:…`. */
    parcelId: Code(64),
    parcel: ParcelOf,
    orderedOn: Day.optional(),
    shippedOn: Day,
    carrier: Words(40).optional(),
    waybillNumber: Code(24).optional(),
    lines: z.array(SlipLine).min(1).max(LINES_MAX),
    /** `hidden` for a gift: neither prices nor sums are printed. */
    prices: z.enum(['shown', 'hidden']),
    /** Whether prices contain the tax. */
    taxMode: z.enum(['included', 'excluded']),
    /** Postage, fees and discounts (less than nothing) that belong to this parcel, in yen. */
    charges: z
      .array(z.strictObject({ name: Words(60), amountYen: z.int().min(-99_999_999).max(99_999_999) }))
      .max(20),
    /** What goes in beside the goods, such as a card or a sample. */
    enclosures: z
      .array(z.strictObject({ name: Words(60) }))
      .max(20)
      .default([]),
    /** What comes later or in another parcel. */
    notInside: z
      .array(z.strictObject({ name: Words(200), quantity: z.int().min(1), why: Words(80) }))
      .max(LINES_MAX),
    message: Prose(600).optional(),
    /** How to reach the shop, terms of return and the like. */
    note: Prose(1000).optional(),
  })
  .refine(
    ({ prices, lines }) =>
      prices === 'hidden' || lines.every(({ unitPriceYen }) => unitPriceYen !== undefined),
    {
      path: ['lines'],
      message: 'every line needs unitPriceYen where prices are shown',
    },
  );
type PackingSlip = z.infer<typeof PackingSlip>;

const MARGIN = 16;

const draw = (press: Press, slip: PackingSlip): void => {
  const flow = new Flow(press, A4, MARGIN, (again) => {
    again.text(`納品書 ${slip.orderNumber}(続き)`, {
      x: MARGIN,
      y: MARGIN,
      width: 178,
      size: 9,
      colour: GREY,
    });
    return MARGIN + 7;
  });
  head(flow, slip);
  table(flow, columnsOf(slip), slip.lines.flatMap(rowsOf), { rowMin: 8 });
  if (slip.prices === 'shown') sums(flow, slip);
  const units = slip.lines.reduce((sum, line) => sum + unitsOf(line), 0);
  flow.gap(2);
  flow.text(`このお荷物の中身 ${count(slip.lines.length)}品目 ${count(units)}点`, {
    size: 9,
    weight: 'bold',
  });
  if (slip.prices === 'shown' && slip.lines.some(({ taxRate }) => taxRate === 8))
    flow.text('※ 印は軽減税率(8%)の対象です。', { size: 8 });
  if (slip.enclosures.length > 0)
    flow.text(`同梱物: ${slip.enclosures.map(({ name }) => name).join('、')}`, { size: 9 });
  if (slip.notInside.length > 0) notInside(flow, slip);
  if (slip.message) message(flow, slip.message);
  if (slip.note) {
    flow.gap(4);
    flow.text(slip.note, { size: 8.5, colour: GREY });
  }
};

const head = (flow: Flow, slip: PackingSlip): void => {
  const { press, left, right, width } = flow;
  const { to } = slip;
  press.text('納品書', { x: left, y: flow.y, width, size: 20, weight: 'bold' });
  press.code128(`^O:${slip.orderNumber}`, { x: right - 112, y: flow.y, width: 88, height: 11 });
  press.text(slip.orderNumber, {
    x: right - 112,
    y: flow.y + 11.3,
    width: 88,
    height: 4.5,
    size: 8,
    align: 'center',
    stands: 'middle',
  });
  press.qr(`^P:${slip.parcelId}`, { x: right - 22, y: flow.y - 3, side: 24 });
  const top = flow.y + 23;
  const place = [`〒${to.postcode}`, to.address, to.building].filter((line) => line !== undefined).join('\n');
  let y = top + press.text(place, { x: left, y: top, width: 100, size: 10 }) + 1;
  if (to.company) y += press.text(to.company, { x: left, y, width: 100, size: 11 });
  y += press.text(addressed(to.name, '様'), {
    x: left,
    y,
    width: 100,
    size: 15,
    oneLineDownTo: 10,
    weight: 'bold',
  });
  const block = shopBlock(press, slip.shop, { x: right - 68, y: top, width: 68 });
  flow.y = Math.max(y, top + block) + 4;
  flow.text('このたびはお買い上げいただき、誠にありがとうございます。下記のとおりお届けいたします。', {
    size: 9,
  });
  flow.gap(2);
  const facts: [string, string][] = [
    ['ご注文番号', slip.orderNumber],
    ...(slip.orderedOn ? ([['ご注文日', dayOf(slip.orderedOn)]] as [string, string][]) : []),
    ['出荷日', dayOf(slip.shippedOn)],
    ['個口', `${slip.parcel.number} / ${slip.parcel.of}`],
    ...(slip.waybillNumber
      ? ([['送り状番号', [slip.carrier, slip.waybillNumber].filter(Boolean).join(' ')]] as [string, string][])
      : []),
  ];
  const each = width / facts.length;
  press.frame(left, flow.y, width, 11, { line: 0.2 });
  for (const [at, [title, value]] of facts.entries()) {
    const x = left + at * each;
    if (at > 0) press.rule(x, flow.y, x, flow.y + 11, { width: 0.1 });
    press.text(title, { x: x + 1.5, y: flow.y + 0.8, width: each - 3, height: 4, size: 7, colour: GREY });
    press.text(value, {
      x: x + 1.5,
      y: flow.y + 4.6,
      width: each - 3,
      height: 6,
      size: 9.5,
      sizeMin: 4.5,
      stands: 'middle',
      leading: 1.1,
    });
  }
  flow.y += 15;
};

const columnsOf = ({ prices, taxMode }: PackingSlip): Column<SlipRow>[] => {
  const goods: Column<SlipRow>[] = [
    {
      title: '商品名',
      text: (row) => (prices === 'shown' && row.taxRate === 8 ? `${nameOf(row)} ※` : nameOf(row)),
      below: ({ sku, isPart }) => (isPart ? `${INDENT}${INDENT}${sku}` : sku),
    },
    {
      title: '数量',
      width: 18,
      align: 'right',
      weight: 'bold',
      size: 11,
      text: ({ quantity, incomplete }) => (incomplete ? '' : count(quantity)),
    },
  ];
  if (prices === 'hidden') return goods;
  return [
    ...goods,
    {
      title: `単価(${taxMode === 'included' ? '税込' : '税抜'})`,
      width: 28,
      align: 'right',
      text: ({ unitPriceYen = 0, isPart }) => (isPart ? '' : yen(unitPriceYen)),
    },
    {
      title: '金額',
      width: 30,
      align: 'right',
      text: ({ unitPriceYen = 0, quantity, isPart }) => (isPart ? '' : yen(unitPriceYen * quantity)),
    },
  ];
};

const SUMS_MM = 75;
const SUM_ROW_MM = 6.5;

const sums = (flow: Flow, { lines, charges, taxMode }: PackingSlip): void => {
  const goodsYen = lines.reduce((sum, { unitPriceYen = 0, quantity }) => sum + unitPriceYen * quantity, 0);
  const totalYen = charges.reduce((sum, { amountYen }) => sum + amountYen, goodsYen);
  const rows: [string, string, boolean][] = [
    ['商品計', yen(goodsYen), false],
    ...charges.map(({ name, amountYen }): [string, string, boolean] => [name, yen(amountYen), false]),
    [`合計(${taxMode === 'included' ? '税込' : '税抜'})`, yen(totalYen), true],
  ];
  flow.gap(2);
  flow.room(rows.length * SUM_ROW_MM);
  const x = flow.right - SUMS_MM;
  for (const [title, value, isSum] of rows) {
    const line = {
      y: flow.y,
      height: SUM_ROW_MM,
      size: isSum ? 11 : 9,
      weight: isSum ? 'bold' : 'regular',
      stands: 'middle',
      leading: 1.1,
    } as const;
    if (isSum) flow.press.rule(x, flow.y, flow.right, flow.y, { width: 0.4 });
    flow.press.text(title, { ...line, x: x + 1.5, width: SUMS_MM * 0.55 });
    flow.press.text(value, { ...line, x: x + SUMS_MM * 0.55, width: SUMS_MM * 0.45 - 1.5, align: 'right' });
    flow.y += SUM_ROW_MM;
  }
};

const notInside = (flow: Flow, slip: PackingSlip): void => {
  flow.gap(4);
  flow.text('このお荷物に入っていないもの', { size: 9, weight: 'bold' });
  flow.gap(1);
  table(
    flow,
    [
      { title: '商品名', text: ({ name }) => name },
      { title: '数量', width: 18, align: 'right', text: ({ quantity }) => count(quantity) },
      { title: 'お届け', width: 58, text: ({ why }) => why },
    ],
    slip.notInside,
    { size: 8.5 },
  );
};

const message = (flow: Flow, text: string): void => {
  const box = { width: flow.width - 10, size: 10.5 };
  const height = flow.press.heightOf(text, box) + 8;
  flow.gap(5);
  flow.room(height);
  flow.press.frame(flow.left, flow.y, flow.width, height, { line: 0.3 });
  flow.press.text(text, { ...box, x: flow.left + 5, y: flow.y + 4 });
  flow.y += height;
};

export const packingSlip: DocumentKind<typeof PackingSlip> = {
  name: 'packing-slip',
  title: { ja: '納品書', en: 'packing slip' },
  paper: A4,
  input: PackingSlip,
  example: {
    shop: exampleShop,
    to: exampleRecipient,
    orderNumber: 'A-10234',
    parcelId: '01930f3e-7a00-7000-8000-0000000000a1',
    parcel: { number: 1, of: 2 },
    orderedOn: '2026-01-14',
    shippedOn: '2026-01-15',
    carrier: 'ヤマト運輸',
    waybillNumber: '123456789013',
    lines: [
      { sku: 'MUG-WHITE', name: 'マグカップ 白(径 90 mm)', quantity: 2, unitPriceYen: 1500, taxRate: 10 },
      {
        sku: 'PLATE-ARITA-7',
        name: '有田焼 角皿 7寸 染付 〜冬の文様〜 化粧箱入り・取扱説明書付き',
        quantity: 1,
        unitPriceYen: 4280,
        taxRate: 10,
      },
      {
        sku: 'COFFEE-SANTOS-200',
        name: '深煎り珈琲豆 ブラジル・サントスNo.2 200 g',
        quantity: 3,
        unitPriceYen: 1180,
        taxRate: 8,
      },
    ],
    prices: 'shown',
    taxMode: 'included',
    charges: [
      { name: '送料', amountYen: 770 },
      { name: 'クーポン割引', amountYen: -300 },
    ],
    enclosures: [{ name: 'サンクスカード' }],
    notInside: [{ name: '鉄瓶 0.8 L', quantity: 1, why: `${shortDay('2026-01-17')} 出荷予定(2個口目)` }],
    message: 'お誕生日おめでとうございます。割れ物ですので、開けるときはお気をつけください。',
    note: '商品に不備がございましたら、到着後8日以内にご注文番号を添えて shop@example.com までご連絡ください。',
  },
  draw,
};
