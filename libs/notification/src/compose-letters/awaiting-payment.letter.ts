import { facts, paragraph } from './letter-document.js';
import type { LetterWriter } from './letter.js';
import { closing, opening } from './letter-parts.js';
import { dayAndTime, yen } from './say-values.js';

const WORDS = {
  ja: {
    subject: (reference: string, shop: string) => `【${shop}】ご入金をお待ちしています（${reference}）`,
    waiting: 'ご注文をお預かりしました。ご入金を確認でき次第、ご注文を確定します。',
    reference: 'ご注文番号',
    total: 'お支払い金額（税込）',
    deadline: 'お支払い期限',
    after: '期限までにご入金を確認できない場合、ご注文はキャンセルとなります。',
    crossed: 'すでにお支払いいただいた場合は、行き違いをご容赦ください。',
  },
  en: {
    subject: (reference: string, shop: string) =>
      `[${shop}] We await the payment for your order ${reference}`,
    waiting: 'We received your order and confirm it as soon as the payment arrives.',
    reference: 'Order number',
    total: 'Amount to pay, tax included',
    deadline: 'Pay by',
    after: 'Without a payment by then the order is cancelled.',
    crossed: 'If you have paid already, please excuse that our letters crossed.',
  },
} as const;

/** The order waits for the money, and until when. */
export const awaitingPaymentLetter: LetterWriter<'awaiting-payment'> = (to, { deadline, total }) => {
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
        [words.total, yen(total, language)],
        [words.deadline, dayAndTime(deadline, language, shop.timeZone)],
      ]),
      paragraph(words.after),
      paragraph(words.crossed),
      ...closing(to),
    ],
  };
};
