import { unitRows } from './goods.js';
import { facts, heading, paragraph, table } from './letter-document.js';
import type { LetterWriter } from './letter.js';
import { closing, opening } from './letter-parts.js';
import { calendarDay } from './say-values.js';

const WORDS = {
  ja: {
    subject: (reference: string, shop: string) =>
      `【${shop}】お届けが遅れることのお詫びとお知らせ（${reference}）`,
    late: '以下のお荷物の発送が、予定の日に間に合いませんでした。お待たせいたしますこと、心よりお詫び申し上げます。',
    reference: 'ご注文番号',
    leavesOn: '新しい発送予定日',
    expectedOn: '新しいお届け予定日',
    promisedOn: 'ご指定のお届け日',
    inside: 'このお荷物に入っている商品',
    items: ['商品', '数量'],
    next: '発送しましたら、お荷物の番号をあらためてお知らせします。',
    otherwise: 'この日程ではご都合が悪い場合は、このメールにご返信ください。できる限り対応いたします。',
  },
  en: {
    subject: (reference: string, shop: string) =>
      `[${shop}] We are sorry: your order ${reference} will be late`,
    late: 'This parcel could not leave on the day we had planned. We apologise for keeping you waiting.',
    reference: 'Order number',
    leavesOn: 'It will leave on',
    expectedOn: 'It should arrive on',
    promisedOn: 'The day you asked for',
    inside: 'In this parcel',
    items: ['Item', 'Quantity'],
    next: 'We will write again with the tracking number as soon as it has left.',
    otherwise: 'If this does not suit you, simply reply to this mail and we will do what we can.',
  },
} as const;

/** A parcel leaves later than planned and misses what was promised: said before that day is over, with the new one. */
export const delayedLetter: LetterWriter<'delayed'> = (to, { lines, leavesOn, expectedOn, promisedOn }) => {
  const { language, reference, shop } = to;
  const words = WORDS[language];
  const day = (label: string, date: string | null): (readonly [string, string])[] =>
    date === null ? [] : [[label, calendarDay(date, language)]];
  return {
    language,
    subject: words.subject(reference, shop.name),
    blocks: [
      ...opening(to),
      paragraph(words.late),
      facts([
        [words.reference, reference],
        ...day(words.promisedOn, promisedOn),
        ...day(words.leavesOn, leavesOn),
        ...day(words.expectedOn, expectedOn),
      ]),
      heading(words.inside),
      table(words.items, unitRows(to, lines)),
      paragraph(words.next),
      paragraph(words.otherwise),
      ...closing(to),
    ],
  };
};
