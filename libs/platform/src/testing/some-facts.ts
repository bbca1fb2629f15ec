import { createHash } from 'node:crypto';
import { type Fact, fact } from '../outbox/fact.js';

/** The id of the nth order of a test. */
export const orderIdOf = (nth: number | string): string => {
  const hex = createHash('sha256').update(`order ${nth}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A small fact of the notification service about the nth order; `word` tells facts of one order apart. */
export const aLetter = (nth: number | string, word: number | string = 1, id?: string): Fact<'letter.sent'> =>
  fact(
    'letter.sent',
    {
      orderId: orderIdOf(nth),
      kind: 'confirmed',
      messageId: `<${word}@test>`,
      sentAt: '2026-01-15T03:04:05.678Z',
    },
    id,
  );
