import type { Block } from './letter-document.js';
import { heading, paragraph } from './letter-document.js';
import type { Addressed } from './letter.js';
import { addressOf, type Shop } from './shop.js';

/** The lines every letter opens with. */
export const opening = ({ language, contact: { name }, shop }: Addressed): Block[] => {
  if (language === 'ja')
    return [paragraph(`${name} 様`), paragraph(`${shop.name}をご利用いただき、ありがとうございます。`)];
  return [paragraph(`Dear ${name},`), paragraph(`Thank you for shopping at ${shop.name}.`)];
};

/** Who wrote, and how to answer. */
export const closing = ({ language, shop }: Addressed): Block[] =>
  language === 'ja'
    ? [
        paragraph('ご不明な点がございましたら、このメールにご返信ください。'),
        heading('販売者'),
        paragraph(`${shop.name}（${addressOf(shop.from)}）`),
        ...whereabouts(shop, '電話'),
      ]
    : [
        paragraph('If anything is unclear, simply reply to this mail.'),
        heading('Seller'),
        paragraph(`${shop.name} (${addressOf(shop.from)})`),
        ...whereabouts(shop, 'Telephone'),
      ];

const whereabouts = ({ address, phone }: Shop, phoneWord: string): Block[] => [
  ...(address === null ? [] : [paragraph(address)]),
  ...(phone === null ? [] : [paragraph(`${phoneWord}: ${phone}`)]),
];
