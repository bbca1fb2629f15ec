import type { Block } from './letter-document.js';
import { heading, paragraph } from './letter-document.js';
import type { Addressed } from './letter.js';
import { addressOf } from './shop.js';

/** The lines every letter opens with. */
export const opening = ({ language, contact, shipTo, shop }: Addressed): Block[] => {
  const name = contact.name ?? shipTo?.name;
  if (language === 'ja')
    return [
      paragraph(name === undefined ? 'お客様' : `${name} 様`),
      paragraph(`${shop.name}をご利用いただき、ありがとうございます。`),
    ];
  return [
    paragraph(name === undefined ? 'Dear customer,' : `Dear ${name},`),
    paragraph(`Thank you for shopping at ${shop.name}.`),
  ];
};

/** Who wrote, and how to answer. */
export const closing = ({ language, shop }: Addressed): Block[] =>
  language === 'ja'
    ? [
        paragraph('ご不明な点がございましたら、このメールにご返信ください。'),
        heading('販売者'),
        paragraph(`${shop.name}（${addressOf(shop.from)}）`),
      ]
    : [
        paragraph('If anything is unclear, simply reply to this mail.'),
        heading('Seller'),
        paragraph(`${shop.name} (${addressOf(shop.from)})`),
      ];
