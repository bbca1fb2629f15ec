import { z } from 'zod';
import { Flow } from '../page/flow.js';
import { A4 } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import { table } from '../page/table.js';
import type { DocumentKind } from '../document/document.js';
import { shopBlock } from '../shop-facts/shop-block.js';
import { Code, Day, exampleShop, Sender, Words } from '../shop-facts/shop-facts.js';
import { count, dayOf } from '../words/words.js';

const PARCELS_MAX = 2_000;

const HandedOver = z.strictObject({
  waybillNumber: Code(24),
  orderNumber: Words(40),
  service: Words(40),
  /** Where it goes, as far as the driver sorts by it; no name and no street. */
  prefecture: Words(20),
  /** Grams, where it was weighed. */
  weightGrams: z.int().min(1).optional(),
});
type HandedOver = z.infer<typeof HandedOver>;

/** What a carrier was given at one collection (引渡し明細), with a place for both signatures. */
const Manifest = z.strictObject({
  shop: Sender,
  number: Words(40),
  carrier: Words(40),
  date: Day,
  /** `15:00`. */
  collectedAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as 15:00')
    .optional(),
  parcels: z.array(HandedOver).min(1).max(PARCELS_MAX),
});
type Manifest = z.infer<typeof Manifest>;

const MARGIN = 16;

const draw = (press: Press, manifest: Manifest): void => {
  const flow = new Flow(press, A4, MARGIN, (again) => {
    again.text(`引渡し明細 ${manifest.number} ${manifest.carrier}(続き)`, {
      x: MARGIN,
      y: MARGIN,
      width: 178,
      size: 9,
      colour: GREY,
    });
    return MARGIN + 7;
  });
  press.text('引渡し明細', { x: MARGIN, y: MARGIN, width: 100, size: 18, weight: 'bold' });
  const when = [`No. ${manifest.number}`, dayOf(manifest.date), manifest.collectedAt]
    .filter(Boolean)
    .join('  ');
  press.text(when, {
    x: MARGIN + 70,
    y: MARGIN + 1,
    width: 108,
    height: 6,
    size: 10,
    align: 'right',
    stands: 'middle',
  });
  press.text(`${manifest.carrier} 御中`, {
    x: MARGIN,
    y: MARGIN + 13,
    width: 100,
    height: 8,
    size: 14,
    weight: 'bold',
  });
  press.text('下記の荷物をお引き渡しします。', { x: MARGIN, y: MARGIN + 21, width: 100, size: 9 });
  const block = shopBlock(press, manifest.shop, { x: flow.right - 70, y: MARGIN + 12, width: 70 });
  flow.y = MARGIN + Math.max(28, 14 + block);
  summary(flow, manifest);
  table(
    flow,
    [
      { title: 'No.', width: 14, align: 'right', text: ({ at }) => String(at) },
      {
        title: '送り状番号',
        width: 40,
        size: 10,
        weight: 'bold',
        text: ({ parcel }) => parcel.waybillNumber,
      },
      { title: 'サービス', text: ({ parcel }) => parcel.service },
      { title: '届け先', width: 28, text: ({ parcel }) => parcel.prefecture },
      { title: '注文番号', width: 34, text: ({ parcel }) => parcel.orderNumber },
      {
        title: '重量 g',
        width: 20,
        align: 'right',
        text: ({ parcel }) => (parcel.weightGrams === undefined ? '' : count(parcel.weightGrams)),
      },
    ],
    manifest.parcels.map((parcel, at) => ({ parcel, at: at + 1 })),
    { size: 8.5 },
  );
  signatures(flow);
};

const summary = (flow: Flow, { parcels }: Manifest): void => {
  const perService = new Map<string, HandedOver[]>();
  for (const parcel of parcels)
    perService.set(parcel.service, [...(perService.get(parcel.service) ?? []), parcel]);
  const parts = [...perService].map(([service, its]) => `${service} ${count(its.length)}個`);
  flow.text(`合計 ${count(parcels.length)}個`, { size: 16, weight: 'bold' });
  flow.text(parts.join('  '), { size: 9 });
  flow.gap(3);
};

const SIGN_MM = 18;

const signatures = (flow: Flow): void => {
  flow.gap(6);
  flow.room(SIGN_MM);
  const each = flow.width / 3;
  for (const [at, title] of ['引渡し時刻', '引渡し(店)', '受取り(運送会社)'].entries()) {
    flow.press.frame(flow.left + at * each, flow.y, each, SIGN_MM, { line: 0.3 });
    flow.press.text(title, {
      x: flow.left + at * each + 2,
      y: flow.y + 1,
      width: each - 4,
      size: 8,
      colour: GREY,
    });
  }
  flow.y += SIGN_MM;
};

export const manifest: DocumentKind<typeof Manifest> = {
  name: 'manifest',
  title: { ja: '引渡し明細', en: 'hand-over manifest' },
  paper: A4,
  input: Manifest,
  example: {
    shop: exampleShop,
    number: 'Y-20260115-1',
    carrier: 'ヤマト運輸',
    date: '2026-01-15',
    collectedAt: '15:00',
    parcels: [
      {
        waybillNumber: '123456789013',
        orderNumber: 'A-10234',
        service: '宅急便',
        prefecture: '北海道',
        weightGrams: 2350,
      },
      {
        waybillNumber: '123456789024',
        orderNumber: 'A-10234',
        service: '宅急便',
        prefecture: '北海道',
        weightGrams: 1820,
      },
      {
        waybillNumber: '123456789035',
        orderNumber: 'A-10235',
        service: 'ネコポス',
        prefecture: '東京都',
        weightGrams: 210,
      },
      {
        waybillNumber: '123456789046',
        orderNumber: 'A-10237',
        service: '宅急便コンパクト',
        prefecture: '沖縄県',
      },
    ],
  },
  draw,
};
