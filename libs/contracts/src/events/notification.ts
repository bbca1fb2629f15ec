import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { examples } from '../examples.js';
import { Instant, OrderId } from '../fields.js';

const LetterKindV1 = z.enum([
  'confirmed',
  'awaiting-payment',
  'dispatched',
  'cancelled',
  'amended',
  'amendment-refused',
]);
export const LetterKind = z.enum([...LetterKindV1.options, 'delayed', 'units-awaited']);
export type LetterKind = z.infer<typeof LetterKind>;

const LetterSentV1 = z.object({
  orderId: OrderId,
  kind: LetterKindV1,
  messageId: z.string().min(3).max(200),
  sentAt: Instant,
});
export const LetterSent = z.object({
  orderId: OrderId,
  kind: LetterKind,
  /** RFC 5322 Message-ID, one per fact: a repeat after a crash carries the same. */
  messageId: z.string().min(3).max(200),
  sentAt: Instant,
});
export const letterSent = defineEvent({
  type: 'letter.sent',
  version: 2,
  earlier: [{ version: 1, schema: LetterSentV1, next: (data: z.infer<typeof LetterSentV1>) => data }],
  emitter: 'notification',
  consumers: ['order'],
  key: (data) => `order:${data.orderId}`,
  meaning: 'The mail server took a letter to the buyer; the order shows when the buyer was told.',
  schema: LetterSent,
  example: {
    orderId: examples.orderId,
    kind: 'confirmed',
    messageId: '<0199.confirmed@shop.example>',
    sentAt: examples.instant,
  },
});

export const notificationEvents = [letterSent] as const;
