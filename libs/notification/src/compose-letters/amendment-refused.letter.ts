import { facts, paragraph } from './letter-document.js';
import type { LetterWriter } from './letter.js';
import { closing, opening } from './letter-parts.js';

const WORDS = {
  ja: {
    subject: (reference: string, shop: string) => `【${shop}】ご注文を変更できませんでした（${reference}）`,
    refused: 'お申し出いただいた変更は、お受けできませんでした。ご注文は変更前の内容のままです。',
    reference: 'ご注文番号',
    reason: '理由',
    reasons: {
      'already-labelled': '送り状の発行が済んでいます',
      'already-closed': '梱包が済んでいます',
      'already-dispatched': 'すでに発送しています',
      'too-many-parcels': 'お荷物の数が多いため、組み直せません',
      cancelled: 'ご注文はキャンセルされています',
    },
    sorry: 'ご希望に添えず、申し訳ございません。',
  },
  en: {
    subject: (reference: string, shop: string) => `[${shop}] Your order ${reference} could not be changed`,
    refused: 'We could not make the change you asked for; the order stays as it was.',
    reference: 'Order number',
    reason: 'Reason',
    reasons: {
      'already-labelled': 'Its shipping label is printed',
      'already-closed': 'It is packed',
      'already-dispatched': 'It has left',
      'too-many-parcels': 'It has too many parcels to be packed again',
      cancelled: 'It is cancelled',
    },
    sorry: 'We are sorry that we could not serve you this time.',
  },
} as const;

/** The change came too late, and why. */
export const amendmentRefusedLetter: LetterWriter<'amendment-refused'> = (to, { reason }) => {
  const { language, reference, shop } = to;
  const words = WORDS[language];
  return {
    language,
    subject: words.subject(reference, shop.name),
    blocks: [
      ...opening(to),
      paragraph(words.refused),
      facts([
        [words.reference, reference],
        [words.reason, words.reasons[reason]],
      ]),
      paragraph(words.sorry),
      ...closing(to),
    ],
  };
};
