import { WORDS as CONFIRMED } from './confirmed.words.js';
import { deliveryBlocks } from './delivery-blocks.js';
import type { LetterWriter } from './letter.js';
import { facts, heading, paragraph } from './letter-document.js';
import { closing, opening } from './letter-parts.js';
import { yen } from './say-values.js';

const WORDS = {
  ja: {
    subject: (reference: string, shop: string) => `【${shop}】ご注文を変更しました（${reference}）`,
    amended: 'お申し出のとおり、以下のご注文を変更しました。',
    reference: 'ご注文番号',
    changed: '変更した項目',
    changes: {
      'ship-to': 'お届け先',
      contact: 'ご連絡先',
      delivery: 'お届け日時・方法',
      charges: '送料・手数料',
    },
    total: '変更後の合計（税込）',
    owed: (sum: string) => `変更により、お支払い額が${sum}増えました。`,
    back: (sum: string) => `変更により、お支払い額が${sum}減りました。`,
    delivery: '変更後のお届け',
  },
  en: {
    subject: (reference: string, shop: string) => `[${shop}] Your order ${reference} is changed`,
    amended: 'We changed this order as you asked.',
    reference: 'Order number',
    changed: 'What changed',
    changes: {
      'ship-to': 'where it goes',
      contact: 'how we reach you',
      delivery: 'day, time or way of delivery',
      charges: 'postage and fees',
    },
    total: 'Total now, tax included',
    owed: (sum: string) => `By this change the order costs ${sum} more.`,
    back: (sum: string) => `By this change the order costs ${sum} less.`,
    delivery: 'Delivery now',
  },
} as const;

/** The order goes otherwise than was confirmed: where and when now, and the difference in money. */
export const amendedLetter: LetterWriter<'amended'> = (to, { changes, differenceYen }) => {
  const { language, reference, shop, order } = to;
  const words = WORDS[language];
  const changed = changes.map((change) => words.changes[change]).join(language === 'ja' ? '、' : ', ');
  const difference = yen(Math.abs(differenceYen), language);
  return {
    language,
    subject: words.subject(reference, shop.name),
    blocks: [
      ...opening(to),
      paragraph(words.amended),
      facts([
        [words.reference, reference],
        [words.changed, changed],
        ...(order ? [[words.total, yen(order.money.total, language)] as const] : []),
      ]),
      ...(differenceYen > 0 ? [paragraph(words.owed(difference))] : []),
      ...(differenceYen < 0 ? [paragraph(words.back(difference))] : []),
      ...(order ? [heading(words.delivery), ...deliveryBlocks(to, order, CONFIRMED[language])] : []),
      ...closing(to),
    ],
  };
};
