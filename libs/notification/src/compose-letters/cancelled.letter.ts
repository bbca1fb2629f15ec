import { facts, paragraph } from './letter-document.js';
import type { LetterWriter } from './letter.js';
import { closing, opening } from './letter-parts.js';
import { yen } from './say-values.js';

const WORDS = {
  ja: {
    subject: (reference: string, shop: string) => `【${shop}】ご注文をキャンセルしました（${reference}）`,
    cancelled: '以下のご注文をキャンセルしました。商品は発送されません。',
    reference: 'ご注文番号',
    reason: '理由',
    reasons: {
      'buyer-asked': 'お客様のお申し出',
      'shop-asked': '当店の都合',
      'hold-rejected': 'ご注文内容の確認の結果、お受けできませんでした',
      'hold-expired': '確認の期限を過ぎました',
      'payment-expired': 'お支払い期限までにご入金を確認できませんでした',
      'nothing-in-stock': '在庫を確保できませんでした',
    },
    paid: (sum: string) => `お支払い済みの${sum}の返金については、当店よりご連絡します。`,
    sorry: 'ご希望に添えず、申し訳ございません。',
  },
  en: {
    subject: (reference: string, shop: string) => `[${shop}] Your order ${reference} is cancelled`,
    cancelled: 'This order is cancelled; nothing will be sent.',
    reference: 'Order number',
    reason: 'Reason',
    reasons: {
      'buyer-asked': 'You asked us to',
      'shop-asked': 'The shop had to',
      'hold-rejected': 'We checked the order and could not accept it',
      'hold-expired': 'It could not be confirmed in time',
      'payment-expired': 'The payment did not arrive in time',
      'nothing-in-stock': 'The goods are not in stock',
    },
    paid: (sum: string) => `We will write to you about the return of the ${sum} you paid.`,
    sorry: 'We are sorry that we could not serve you this time.',
  },
} as const;

/** Nothing will be sent, why, and what becomes of money already paid. */
export const cancelledLetter: LetterWriter<'cancelled'> = (to, { reason }) => {
  const { language, reference, shop, order } = to;
  const words = WORDS[language];
  const paid = order?.payment.amount ?? 0;
  return {
    language,
    subject: words.subject(reference, shop.name),
    blocks: [
      ...opening(to),
      paragraph(words.cancelled),
      facts([
        [words.reference, reference],
        [words.reason, words.reasons[reason]],
      ]),
      ...(paid > 0 ? [paragraph(words.paid(yen(paid, language)))] : []),
      ...(reason === 'buyer-asked' ? [] : [paragraph(words.sorry)]),
      ...closing(to),
    ],
  };
};
