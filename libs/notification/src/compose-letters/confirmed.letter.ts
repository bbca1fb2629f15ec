import { type Words, WORDS } from './confirmed.words.js';
import { deliveryBlocks } from './delivery-blocks.js';
import type { Addressed, LetterWriter, OrderCard } from './letter.js';
import { type Block, facts, heading, paragraph } from './letter-document.js';
import { closing, opening } from './letter-parts.js';
import { moneyTable } from './money-table.js';
import { day, yen } from './say-values.js';

/**
 * The order stands. For a prepaid order this is the notice Japanese law asks for without delay (特定商取引法 13 条): that it
 * is accepted, what and how many, price with tax and postage, the sum received and when, when it is delivered, who sells.
 */
export const confirmedLetter: LetterWriter<'confirmed'> = (to) => {
  const words = WORDS[to.language];
  const { order, reference, shop } = to;
  return {
    language: to.language,
    subject: words.subject(reference, shop.name),
    blocks: [
      ...opening(to),
      paragraph(words.accepted),
      facts([
        [words.reference, reference],
        ...(order ? [[words.placed, day(order.placedAt, to.language, shop.timeZone)] as const] : []),
      ]),
      ...(order ? [heading(words.items), ...moneyTable(to, order)] : []),
      ...(order ? [heading(words.payment), paymentFacts(to, order, words)] : []),
      ...(order ? [heading(words.delivery), ...deliveryBlocks(to, order, words)] : []),
      paragraph(words.next),
      ...closing(to),
    ],
  };
};

const paymentFacts = ({ language, shop }: Addressed, { payment }: OrderCard, words: Words): Block =>
  facts([
    [words.method, words.methods[payment.method]],
    [words.status, words.statuses[payment.status]],
    ...(payment.amount > 0 ? [[words.received, yen(payment.amount, language)] as const] : []),
    ...(payment.receivedAt === undefined
      ? []
      : [[words.receivedAt, day(payment.receivedAt, language, shop.timeZone)] as const]),
  ]);
