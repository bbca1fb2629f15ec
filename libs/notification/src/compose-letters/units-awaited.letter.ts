import { unitRows } from './goods.js';
import { facts, heading, paragraph, table } from './letter-document.js';
import type { LetterWriter } from './letter.js';
import { closing, opening } from './letter-parts.js';
import { calendarDay } from './say-values.js';

const WORDS = {
  ja: {
    subject: (reference: string, shop: string) =>
      `【${shop}】商品のご用意にお時間をいただいています（${reference}）`,
    waiting:
      'ご注文の商品のうち、以下の品をお届けできる状態でご用意できず、代わりの品の入荷を待っています。お待たせして、誠に申し訳ございません。',
    reference: 'ご注文番号',
    promisedOn: 'ご指定のお届け日',
    late: 'ご指定の日にお届けできない見込みです。',
    awaited: 'ご用意している商品',
    items: ['商品', '数量'],
    next: '入荷次第、優先してお送りします。発送しましたら、あらためてお知らせします。',
    otherwise:
      'お待ちいただけない場合は、キャンセルなどのご希望をこのメールにご返信ください。できる限り対応いたします。',
  },
  en: {
    subject: (reference: string, shop: string) => `[${shop}] Your order ${reference} needs a little longer`,
    waiting:
      'We found that we cannot send the items below in good order, and we are waiting for others. We apologise for keeping you waiting.',
    reference: 'Order number',
    promisedOn: 'The day you asked for',
    late: 'We do not expect to keep that day.',
    awaited: 'What we are waiting for',
    items: ['Item', 'Quantity'],
    next: 'Your order comes first when they arrive, and we will write again once it has left.',
    otherwise:
      'If you would rather not wait, simply reply to this mail, also to cancel, and we will do what we can.',
  },
} as const;

/** Units were missing or damaged and others are awaited: said once, when it is sure to be felt. */
export const unitsAwaitedLetter: LetterWriter<'units-awaited'> = (to, { lines, promisedOn, because }) => {
  const { language, reference, shop } = to;
  const words = WORDS[language];
  return {
    language,
    subject: words.subject(reference, shop.name),
    blocks: [
      ...opening(to),
      paragraph(words.waiting),
      facts([
        [words.reference, reference],
        ...(promisedOn === null ? [] : [[words.promisedOn, calendarDay(promisedOn, language)] as const]),
      ]),
      ...(because === 'promised-day' ? [paragraph(words.late)] : []),
      heading(words.awaited),
      table(words.items, unitRows(to, lines)),
      paragraph(words.next),
      paragraph(words.otherwise),
      ...closing(to),
    ],
  };
};
