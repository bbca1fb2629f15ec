import { carrierName, trackingPage } from './carriers.js';
import { unitRows } from './goods.js';
import { facts, heading, link, paragraph, table } from './letter-document.js';
import type { LetterWriter } from './letter.js';
import { closing, opening } from './letter-parts.js';
import { day } from './say-values.js';

const WORDS = {
  ja: {
    subject: (reference: string, shop: string) => `【${shop}】商品を発送しました（${reference}）`,
    left: '以下のお荷物を発送しました。',
    reference: 'ご注文番号',
    carrier: '配送会社',
    tracking: 'お荷物の番号（送り状番号）',
    dispatched: '発送日',
    where: 'お荷物の現在の状況を確認する',
    inside: 'このお荷物に入っている商品',
    items: ['商品', '数量'],
    only: 'このメールには、このお荷物に入っている商品だけを記載しています。',
  },
  en: {
    subject: (reference: string, shop: string) =>
      `[${shop}] A parcel of your order ${reference} is on its way`,
    left: 'This parcel has left.',
    reference: 'Order number',
    carrier: 'Carrier',
    tracking: 'Tracking number',
    dispatched: 'Dispatched on',
    where: 'See where the parcel is',
    inside: 'In this parcel',
    items: ['Item', 'Quantity'],
    only: 'This letter names only what is in this parcel.',
  },
} as const;

/** One parcel left: its carrier, its number and only what is in it. */
export const dispatchedLetter: LetterWriter<'dispatched'> = (to, parcel) => {
  const { language, reference, shop } = to;
  const words = WORDS[language];
  const page = trackingPage(parcel.carrier, parcel.trackingNumber);
  return {
    language,
    subject: words.subject(reference, shop.name),
    blocks: [
      ...opening(to),
      paragraph(words.left),
      facts([
        [words.reference, reference],
        [words.carrier, carrierName(parcel.carrier, language)],
        [words.tracking, parcel.trackingNumber],
        [words.dispatched, day(parcel.dispatchedAt, language, shop.timeZone)],
      ]),
      ...(page === null ? [] : [link(words.where, page)]),
      heading(words.inside),
      table(words.items, unitRows(to, parcel.lines)),
      paragraph(words.only),
      ...closing(to),
    ],
  };
};
