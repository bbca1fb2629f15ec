import { z } from 'zod';
import { WAYBILL_LABEL } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import type { DocumentKind } from '../document/document.js';
import {
  Code,
  Day,
  exampleRecipient,
  exampleShop,
  ParcelOf,
  Recipient,
  Sender,
  Words,
  Yen,
} from '../shop-facts/shop-facts.js';
import { addressed, count, shortDay, yen } from '../words/words.js';

const HANDLING = {
  fragile: 'ワレモノ',
  'keep-upright': '天地無用',
  'do-not-stack': '下積厳禁',
  liquid: '液体',
  battery: '電池在中',
} as const;
const TEMPERATURE = { ambient: '', chilled: '冷蔵', frozen: '冷凍' } as const;

/** A parcel's label for the roll printer, of no carrier: it does not replace the carrier's own waybill where one is required. */
const Label = z.strictObject({
  /** In the QR code, as `^P:…`: which parcel this is. */
  parcelId: Code(64),
  /** The carrier's number, in the bars. Without one the bars hold the parcel's id. */
  waybillNumber: Code(24).optional(),
  carrier: Words(40),
  service: Words(40),
  to: Recipient,
  from: Sender,
  /** The shop's order number, for people. */
  orderNumber: Words(40),
  /** This one of so many. */
  parcel: ParcelOf,
  shipDate: Day,
  deliverOn: z.strictObject({ date: Day.optional(), slot: Words(20).optional() }).optional(),
  /** Grams of the whole parcel. */
  weightGrams: z.int().min(1).optional(),
  /** Sum of its three sides in mm. */
  girthMm: z.int().min(1).optional(),
  temperature: z.enum(['ambient', 'chilled', 'frozen']),
  handling: z.array(z.enum(['fragile', 'keep-upright', 'do-not-stack', 'liquid', 'battery'])).max(5),
  /** What is inside, as the carrier asks (品名). */
  goods: Words(60),
  /** Yen to collect at the door, tax included (代引). */
  collectYen: Yen.optional(),
});
type Label = z.infer<typeof Label>;

const LEFT = 4;
const WIDTH = 92;

const draw = (press: Press, label: Label): void => {
  press.page(WAYBILL_LABEL);
  head(press, label);
  receiver(press, label);
  facts(press, label);
  sender(press, label);
  codes(press, label);
};

const head = (press: Press, { carrier, service, parcel }: Label): void => {
  press.text(carrier, { x: LEFT, y: 3, width: 62, height: 8, size: 15, weight: 'bold', stands: 'middle' });
  press.text(service, { x: LEFT, y: 11, width: 62, height: 5, size: 9, stands: 'middle' });
  press.frame(70, 4, 26, 11);
  press.text(`${parcel.number} / ${parcel.of}`, {
    x: 70,
    y: 4,
    width: 26,
    height: 7.5,
    size: 15,
    weight: 'bold',
    align: 'center',
    stands: 'middle',
  });
  press.text('個口', { x: 70, y: 10.8, width: 26, height: 4, size: 7, align: 'center', stands: 'middle' });
  press.rule(0, 17.5, 100, 17.5, { width: 0.5 });
};

const receiver = (press: Press, { to }: Label): void => {
  press.text('お届け先', { x: LEFT, y: 19, width: 20, size: 7, colour: GREY });
  press.text(`〒${to.postcode}`, {
    x: LEFT,
    y: 22,
    width: 50,
    height: 7,
    size: 15,
    weight: 'bold',
    stands: 'middle',
  });
  if (to.phone)
    press.text(`TEL ${to.phone}`, {
      x: 54,
      y: 22,
      width: 42,
      height: 7,
      size: 9,
      align: 'right',
      stands: 'middle',
    });
  const place = to.building ? `${to.address}\n${to.building}` : to.address;
  press.text(place, { x: LEFT, y: 30, width: WIDTH, height: 18.5, size: 12, leading: 1.3 });
  if (to.company)
    press.text(to.company, { x: LEFT, y: 49, width: WIDTH, height: 6, size: 11, stands: 'middle' });
  press.text(addressed(to.name, '様'), {
    x: LEFT,
    y: 55.5,
    width: WIDTH,
    height: 10,
    size: 19,
    oneLineDownTo: 12,
    weight: 'bold',
    stands: 'middle',
    leading: 1.2,
  });
  press.rule(0, 67, 100, 67, { width: 0.5 });
};

const facts = (press: Press, label: Label): void => {
  const size = label.girthMm === undefined ? '' : `${Math.ceil(label.girthMm / MM_PER_CM)} cm`;
  const weight = label.weightGrams === undefined ? '' : `${count(label.weightGrams)} g`;
  const when = [label.deliverOn?.date && shortDay(label.deliverOn.date), label.deliverOn?.slot]
    .filter(Boolean)
    .join(' ');
  cell(press, LEFT, 68.5, 30, '出荷日', shortDay(label.shipDate));
  cell(press, 36, 68.5, 30, '配達指定', when || '指定なし');
  cell(press, 68, 68.5, 28, '3辺計・重量', [size, weight].filter(Boolean).join(' / ') || '—');
  cell(press, LEFT, 77.5, 54, '品名', label.goods);
  cell(press, 60, 77.5, 36, '注文番号', label.orderNumber);
  const marks = [TEMPERATURE[label.temperature], ...label.handling.map((mark) => HANDLING[mark])].filter(
    (mark) => mark !== '',
  );
  const collect = label.collectYen === undefined ? [] : [`代引 ${yen(label.collectYen)}`];
  const boxes = [...collect, ...marks];
  const wide = Math.min(WIDTH, WIDTH / Math.max(MARKS_ACROSS, boxes.length));
  for (const [at, mark] of boxes.entries()) {
    press.frame(LEFT + at * wide + 0.4, 87.3, wide - 0.8, 8, { line: 0.5 });
    press.text(mark, {
      x: LEFT + at * wide + 1,
      y: 87.3,
      width: wide - 2,
      height: 8,
      size: 11,
      weight: 'bold',
      align: 'center',
      stands: 'middle',
      leading: 1.1,
    });
  }
  press.rule(0, 97, 100, 97, { width: 0.2 });
};

const MM_PER_CM = 10;
const MARKS_ACROSS = 3;

const cell = (press: Press, x: number, y: number, width: number, title: string, text: string): void => {
  press.text(title, { x, y, width, size: 6, colour: GREY });
  press.text(text, { x, y: y + 3, width, height: 5, size: 9, sizeMin: 4.5, stands: 'middle', leading: 1.1 });
};

const sender = (press: Press, { from }: Label): void => {
  const box = { x: LEFT, width: 66, sizeMin: 4.5, leading: 1.2 };
  press.text('ご依頼主', { x: LEFT, y: 97.5, width: 20, size: 6, colour: GREY });
  const place = [from.postcode && `〒${from.postcode}`, from.address].filter(Boolean).join(' ');
  press.text(place, { ...box, y: 100.5, height: 10.2, size: 7.5 });
  press.text(from.name, { ...box, y: 110.8, height: 6, size: 10, weight: 'bold', stands: 'middle' });
  if (from.phone)
    press.text(`TEL ${from.phone}`, { ...box, y: 117, height: 3.6, size: 7.5, stands: 'middle' });
};

const codes = (press: Press, { parcelId, waybillNumber }: Label): void => {
  press.qr(`^P:${parcelId}`, { x: 73, y: 98, side: 23 });
  press.rule(0, 121.5, 100, 121.5, { width: 0.5 });
  const code = waybillNumber ?? `^P:${parcelId}`;
  press.code128(code, { x: 2, y: 124, width: 96, height: 17 });
  press.text(waybillNumber ? `送り状番号 ${grouped(waybillNumber)}` : parcelId, {
    x: LEFT,
    y: 141.5,
    width: WIDTH,
    height: 6,
    size: 12,
    weight: 'bold',
    align: 'center',
    stands: 'middle',
  });
};

/** Twelve digits as the carriers print them, `1234-5678-9012`. */
const grouped = (number: string): string =>
  /^\d{12}$/.test(number) ? number.replace(/(\d{4})(\d{4})(\d{4})/, '$1-$2-$3') : number;

export const label: DocumentKind<typeof Label> = {
  name: 'label',
  title: { ja: '送り状ラベル', en: 'parcel label' },
  paper: WAYBILL_LABEL,
  input: Label,
  example: {
    parcelId: '01930f3e-7a00-7000-8000-0000000000a1',
    waybillNumber: '123456789013',
    carrier: 'ヤマト運輸',
    service: '宅急便',
    to: exampleRecipient,
    from: exampleShop,
    orderNumber: 'A-10234',
    parcel: { number: 1, of: 2 },
    shipDate: '2026-01-15',
    deliverOn: { date: '2026-01-17', slot: '午前中' },
    weightGrams: 2350,
    girthMm: 780,
    temperature: 'ambient',
    handling: ['fragile', 'keep-upright'],
    goods: '食器(マグカップ、皿)',
    collectYen: 13_860,
  },
  draw,
};
