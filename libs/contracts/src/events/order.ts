import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import {
  AmendmentNumber,
  AmendmentRefusal,
  Delivery,
  Destination,
  Instant,
  Language,
  LINES_MAX,
  Money,
  OrderId,
  OrderLine,
  Payment,
  Sealed,
  ShortStock,
  Yen,
  YEN_MAX,
} from '../fields.js';
import { examples } from '../examples.js';

const orderKey = (data: { orderId: string }) => `order:${data.orderId}`;

/** Money that is owed when above zero and given back when below. */
const YenDifference = z.int().min(-YEN_MAX).max(YEN_MAX);

export const OrderPlaced = z.object({
  orderId: OrderId,
  /** Storefront the order came from; `reference` is unique within it. */
  channel: z.string().min(1).max(32),
  reference: z.string().min(1).max(64),
  placedAt: Instant,
  lines: z.array(OrderLine).min(1).max(LINES_MAX),
  shortStock: ShortStock,
});
export const orderPlaced = defineEvent({
  type: 'order.placed',
  version: 1,
  emitter: 'order',
  consumers: ['inventory'],
  key: orderKey,
  meaning: 'The shop accepted an order and waits for stock.',
  schema: OrderPlaced,
  example: {
    orderId: examples.orderId,
    channel: 'web',
    reference: 'A-1001',
    placedAt: examples.instant,
    lines: examples.lines,
    shortStock: 'ship-complete',
  },
});

export const HoldReason = z.enum([
  'awaiting-payment',
  'first-cod-over-amount',
  'remark-present',
  'payment-amount-differs',
]);
export const OrderHeld = z.object({
  orderId: OrderId,
  reference: z.string().min(1).max(64),
  buyerId: z.string().length(64),
  language: Language,
  reasons: z.array(HoldReason).min(1),
  /** After it the order is cancelled and its stock released. */
  deadline: Instant,
  total: Yen,
  contact: Sealed,
});
export const orderHeld = defineEvent({
  type: 'order.held',
  version: 1,
  emitter: 'order',
  consumers: ['notification'],
  key: orderKey,
  meaning:
    'A doubtful or unpaid order waits for a person or a payment; its stock stays reserved until the deadline.',
  schema: OrderHeld,
  example: {
    orderId: examples.orderId,
    reference: 'A-1001',
    buyerId: examples.buyerId,
    language: 'ja',
    reasons: ['awaiting-payment'],
    deadline: examples.instant,
    total: 3300,
    contact: examples.sealed,
  },
});

export const OrderConfirmed = z.object({
  orderId: OrderId,
  channel: z.string().min(1).max(32),
  reference: z.string().min(1).max(64),
  placedAt: Instant,
  /** HMAC-SHA256 of the normalised e-mail address, hex. */
  buyerId: z.string().length(64),
  language: Language,
  lines: z.array(OrderLine).min(1).max(LINES_MAX),
  money: Money,
  payment: Payment,
  delivery: Delivery,
  shortStock: ShortStock,
  destination: Destination,
  /** HMAC-SHA256 of the normalised ship-to, hex: equal for two orders to one address. Absent in orders placed before it was kept. */
  addressId: z.string().length(64).optional(),
  /** The last amendment that is in it; absent while none was accepted. */
  amendment: AmendmentNumber.optional(),
  /** A sealed `SealedContact`, as in every event that carries one. */
  contact: Sealed,
  /** A sealed `SealedShipTo`. */
  shipTo: Sealed,
});
export const orderConfirmed = defineEvent({
  type: 'order.confirmed',
  version: 1,
  emitter: 'order',
  consumers: ['shipping', 'notification'],
  key: orderKey,
  meaning: 'The order is good to send: paid or payable, and nothing holds it.',
  schema: OrderConfirmed,
  example: {
    orderId: examples.orderId,
    channel: 'web',
    reference: 'A-1001',
    placedAt: examples.instant,
    buyerId: examples.buyerId,
    language: 'ja',
    lines: examples.lines,
    money: examples.money,
    payment: { method: 'prepaid', status: 'paid', amount: 3300, receivedAt: examples.instant },
    delivery: { mode: 'any' },
    shortStock: 'ship-complete',
    destination: { country: 'JP', prefecture: 13 },
    contact: examples.sealed,
    shipTo: examples.sealed,
  },
});

export const CancelReason = z.enum([
  'buyer-asked',
  'shop-asked',
  'hold-rejected',
  'hold-expired',
  'payment-expired',
  'nothing-in-stock',
]);
export const OrderCancellationRequested = z.object({ orderId: OrderId, reason: CancelReason });
export const orderCancellationRequested = defineEvent({
  type: 'order.cancellation-requested',
  version: 1,
  emitter: 'order',
  consumers: ['shipping'],
  key: orderKey,
  meaning: 'Somebody wants the order stopped; shipping, which knows whether a parcel has left, answers.',
  schema: OrderCancellationRequested,
  example: { orderId: examples.orderId, reason: 'buyer-asked' },
});

export const OrderCancelled = z.object({
  orderId: OrderId,
  reference: z.string().min(1).max(64),
  buyerId: z.string().length(64),
  language: Language,
  reason: CancelReason,
  contact: Sealed,
});
export const orderCancelled = defineEvent({
  type: 'order.cancelled',
  version: 1,
  emitter: 'order',
  consumers: ['notification'],
  key: orderKey,
  meaning: 'No parcel of the order will leave; every unit still open is cancelled.',
  schema: OrderCancelled,
  example: {
    orderId: examples.orderId,
    reference: 'A-1001',
    buyerId: examples.buyerId,
    language: 'ja',
    reason: 'buyer-asked',
    contact: examples.sealed,
  },
});

export const AmendmentChange = z.enum(['ship-to', 'contact', 'delivery', 'charges']);
export const OrderAmendmentRequested = z.object({
  orderId: OrderId,
  amendment: AmendmentNumber,
  /** What differs from before; all the rest is stated as it stays. */
  changes: z.array(AmendmentChange).min(1),
  delivery: Delivery,
  destination: Destination,
  /** As in `order.confirmed`, of the new ship-to. */
  addressId: z.string().length(64),
  /** What the buyer pays in all after it. */
  total: Yen,
  /** `total` less the total before. */
  differenceYen: YenDifference,
  /** A sealed `SealedShipTo`. */
  shipTo: Sealed,
});
export const orderAmendmentRequested = defineEvent({
  type: 'order.amendment-requested',
  version: 1,
  emitter: 'order',
  consumers: ['shipping'],
  key: orderKey,
  meaning:
    'Somebody wants the order delivered otherwise; shipping, which knows whether a label is printed, answers.',
  schema: OrderAmendmentRequested,
  example: {
    orderId: examples.orderId,
    amendment: 1,
    changes: ['ship-to', 'delivery', 'charges'],
    delivery: { mode: 'any', date: '2026-01-20', slot: 'am' },
    destination: { country: 'JP', prefecture: 1 },
    addressId: 'a'.repeat(64),
    total: 3800,
    differenceYen: 500,
    shipTo: examples.sealed,
  },
});

export const OrderAmended = OrderConfirmed.omit({ channel: true, destination: true, addressId: true }).extend(
  {
    amendment: AmendmentNumber,
    changes: z.array(AmendmentChange).min(1),
    /** `money.total` less the total before: owed by the buyer above zero, given back below. */
    differenceYen: YenDifference,
  },
);
export const orderAmended = defineEvent({
  type: 'order.amended',
  version: 1,
  emitter: 'order',
  consumers: ['notification'],
  key: orderKey,
  meaning: 'The order goes where and when it was asked to go instead, for the total stated.',
  schema: OrderAmended,
  example: {
    orderId: examples.orderId,
    reference: 'A-1001',
    placedAt: examples.instant,
    buyerId: examples.buyerId,
    language: 'ja',
    lines: examples.lines,
    money: { ...examples.money, charges: [{ kind: 'postage', amount: 800, taxRate: 10 }], total: 3800 },
    payment: { method: 'prepaid', status: 'paid', amount: 3300, receivedAt: examples.instant },
    delivery: { mode: 'any', date: '2026-01-20', slot: 'am' },
    shortStock: 'ship-complete',
    contact: examples.sealed,
    shipTo: examples.sealed,
    amendment: 1,
    changes: ['ship-to', 'delivery', 'charges'],
    differenceYen: 500,
  },
});

export const OrderAmendmentRefused = z.object({
  orderId: OrderId,
  reference: z.string().min(1).max(64),
  buyerId: z.string().length(64),
  language: Language,
  amendment: AmendmentNumber,
  reason: AmendmentRefusal,
  contact: Sealed,
});
export const orderAmendmentRefused = defineEvent({
  type: 'order.amendment-refused',
  version: 1,
  emitter: 'order',
  consumers: ['notification'],
  key: orderKey,
  meaning: 'The wish to amend came too late; the order goes as it was, and the buyer is told.',
  schema: OrderAmendmentRefused,
  example: {
    orderId: examples.orderId,
    reference: 'A-1001',
    buyerId: examples.buyerId,
    language: 'ja',
    amendment: 1,
    reason: 'already-labelled',
    contact: examples.sealed,
  },
});

export const orderEvents = [
  orderPlaced,
  orderHeld,
  orderConfirmed,
  orderCancellationRequested,
  orderCancelled,
  orderAmendmentRequested,
  orderAmended,
  orderAmendmentRefused,
] as const;
