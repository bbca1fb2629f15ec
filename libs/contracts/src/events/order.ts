import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import {
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
} from '../fields.js';
import { examples } from '../examples.js';

const orderKey = (data: { orderId: string }) => `order:${data.orderId}`;

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

export const orderEvents = [
  orderPlaced,
  orderHeld,
  orderConfirmed,
  orderCancellationRequested,
  orderCancelled,
] as const;
