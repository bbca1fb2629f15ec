import { z } from 'zod';
import { Flow } from '../page/flow.js';
import { A4 } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import { table } from '../page/table.js';
import type { DocumentKind } from '../document/document.js';
import { Code, Day, Words } from '../shop-facts/shop-facts.js';
import { count, dayOf, shortDay } from '../words/words.js';

const LINES_MAX = 1_000;
const TOTES_MAX = 60;

const PickLine = z.strictObject({
  shelf: Words(32),
  sku: Words(64),
  name: Words(200),
  /** Of goods that look alike: what tells this one apart. */
  difference: Words(80).optional(),
  /** As printed on the goods. */
  barcode: Code(48).optional(),
  /** Units to take, which the totes together get. */
  quantity: z.int().min(1).max(999_999),
  lot: Words(40).optional(),
  usableUntil: Day.optional(),
  totes: z
    .array(z.strictObject({ tote: z.int().min(1), quantity: z.int().min(1) }))
    .min(1)
    .max(TOTES_MAX),
});
type PickLine = z.infer<typeof PickLine>;

/** What to take from which shelf into which tote (ピッキングリスト), in the order of the walk. */
const PickingList = z
  .strictObject({
    number: Words(40),
    date: Day,
    /** `15:00`: by when the parcels must be ready. */
    readyBy: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as 15:00')
      .optional(),
    lines: z.array(PickLine).min(1).max(LINES_MAX),
    /** Whose goods each tote gets; the number is printed as the bars `^O:…`. */
    totes: z
      .array(z.strictObject({ tote: z.int().min(1), orderNumber: Code(40) }))
      .min(1)
      .max(TOTES_MAX),
  })
  .superRefine(({ lines, totes }, context) => {
    const known = new Set(totes.map(({ tote }) => tote));
    for (const [at, line] of lines.entries()) {
      if (line.totes.reduce((sum, { quantity }) => sum + quantity, 0) !== line.quantity)
        context.addIssue({
          code: 'custom',
          path: ['lines', at, 'totes'],
          message: `the totes do not get ${line.quantity} together`,
        });
      for (const { tote } of line.totes)
        if (!known.has(tote))
          context.addIssue({
            code: 'custom',
            path: ['lines', at, 'totes'],
            message: `tote ${tote} is of no order`,
          });
    }
  });
type PickingList = z.infer<typeof PickingList>;

const MARGIN = 12;
const BOX_MM = 5;

const draw = (press: Press, list: PickingList): void => {
  const flow = new Flow(press, A4, MARGIN, (again) => {
    again.text(`ピッキングリスト ${list.number}(続き)`, {
      x: MARGIN,
      y: MARGIN,
      width: 186,
      size: 9,
      colour: GREY,
    });
    return MARGIN + 7;
  });
  const units = list.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  press.text('ピッキングリスト', { x: MARGIN, y: MARGIN, width: 100, size: 18, weight: 'bold' });
  const facts = [`No. ${list.number}`, dayOf(list.date), list.readyBy && `${list.readyBy} まで`]
    .filter(Boolean)
    .join('  ');
  press.text(facts, {
    x: MARGIN + 90,
    y: MARGIN,
    width: 96,
    height: 6,
    size: 11,
    align: 'right',
    stands: 'middle',
  });
  press.text(
    `${count(list.lines.length)}品目 ${count(units)}点 トート${count(list.totes.length)}個  担当 ____________________`,
    { x: MARGIN + 70, y: MARGIN + 6, width: 116, height: 6, size: 9, align: 'right', stands: 'middle' },
  );
  flow.y = MARGIN + 15;
  table<PickLine>(
    flow,
    [
      {
        title: '済',
        width: 10,
        text: () => '',
        draw: (_line, { x, y, width, height }) =>
          press.frame(x + (width - BOX_MM) / 2, y + (height - BOX_MM) / 2, BOX_MM, BOX_MM, { line: 0.3 }),
      },
      { title: '棚番', width: 34, size: 14, weight: 'bold', text: ({ shelf }) => shelf },
      {
        title: '商品',
        size: 10,
        text: ({ name, difference }) => (difference ? `${name}\n【ここが違う】${difference}` : name),
        below: detailsOf,
      },
      {
        title: '数量',
        width: 18,
        size: 16,
        weight: 'bold',
        align: 'right',
        text: ({ quantity }) => count(quantity),
      },
      {
        title: 'トート × 数',
        width: 40,
        size: 11,
        text: ({ totes }) => totes.map(({ tote, quantity }) => `${tote}番×${quantity}`).join('  '),
      },
    ],
    list.lines,
    { rowMin: 12 },
  );
  flow.gap(6);
  table(
    flow,
    [
      {
        title: 'トート',
        width: 20,
        size: 16,
        weight: 'bold',
        align: 'center',
        text: ({ tote }) => String(tote),
      },
      { title: '注文番号', size: 11, text: ({ orderNumber }) => orderNumber },
      { title: '点数', width: 18, size: 11, align: 'right', text: ({ tote }) => count(unitsOf(list, tote)) },
      {
        title: 'バーコード',
        width: 90,
        align: 'center',
        text: () => '',
        draw: ({ orderNumber }, { x, y, width, height }) =>
          press.code128(`^O:${orderNumber}`, { x: x + 2, y: y + 2, width: width - 4, height: height - 4 }),
      },
    ],
    list.totes,
    { rowMin: 14 },
  );
};

const detailsOf = ({ sku, barcode, lot, usableUntil }: PickLine): string =>
  [
    sku,
    barcode && `コード ${barcode}`,
    lot && `ロット ${lot}`,
    usableUntil && `期限 ${shortDay(usableUntil)}`,
  ]
    .filter(Boolean)
    .join('  ');

const unitsOf = ({ lines }: PickingList, tote: number): number =>
  lines
    .flatMap(({ totes }) => totes)
    .reduce((sum, into) => (into.tote === tote ? sum + into.quantity : sum), 0);

export const pickingList: DocumentKind<typeof PickingList> = {
  name: 'picking-list',
  title: { ja: 'ピッキングリスト', en: 'picking list' },
  paper: A4,
  input: PickingList,
  example: {
    number: 'P-0115-03',
    date: '2026-01-15',
    readyBy: '15:00',
    lines: [
      {
        shelf: 'A-01-2',
        sku: 'MUG-WHITE',
        name: 'マグカップ 白',
        difference: '白・径 90 mm(隣は生成り)',
        barcode: '4900000000016',
        quantity: 3,
        totes: [
          { tote: 1, quantity: 2 },
          { tote: 3, quantity: 1 },
        ],
      },
      {
        shelf: 'A-04-1',
        sku: 'PLATE-ARITA-7',
        name: '有田焼 角皿 7寸 染付 〜冬の文様〜 化粧箱入り・取扱説明書付き',
        barcode: '4900000000023',
        quantity: 1,
        totes: [{ tote: 1, quantity: 1 }],
      },
      {
        shelf: 'C-12-4',
        sku: 'COFFEE-SANTOS-200',
        name: '深煎り珈琲豆 ブラジル・サントスNo.2 200 g',
        lot: 'L2601',
        usableUntil: '2026-07-31',
        quantity: 15,
        totes: [
          { tote: 1, quantity: 3 },
          { tote: 2, quantity: 12 },
        ],
      },
    ],
    totes: [
      { tote: 1, orderNumber: 'A-10234' },
      { tote: 2, orderNumber: 'A-10235' },
      { tote: 3, orderNumber: 'A-10237' },
    ],
  },
  draw,
};
