import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { examples } from '../examples.js';
import { ItemFacts, LineQuantity, OrderId } from '../fields.js';

const orderKey = (data: { orderId: string }) => `order:${data.orderId}`;

export const ItemChanged = ItemFacts.extend({
  /** Version of the whole catalogue after the import or edit that made this change. */
  catalogueVersion: z.int().min(1),
  /** How many items changed with this version; a listener that heard as many has heard the version. */
  catalogueItems: z.int().min(1),
});
export const itemChanged = defineEvent({
  type: 'item.changed',
  version: 1,
  emitter: 'inventory',
  consumers: ['order', 'shipping', 'notification'],
  key: (data) => `item:${data.sku}`,
  meaning: 'An item is new or its facts changed; the whole item is stated, not the difference.',
  schema: ItemChanged,
  example: { ...examples.item, catalogueVersion: 7, catalogueItems: 1 },
});

export const ReservedLine = LineQuantity.extend({ item: ItemFacts });
export const StockReserved = z.object({
  orderId: OrderId,
  /** Counts the reservations of this order from 1; a receipt that serves a backorder makes the next one. */
  reservation: z.int().min(1),
  /** Units reserved by this fact, not in total. May be empty when everything short was cancelled. */
  lines: z.array(ReservedLine).max(200),
  /** Units still waiting for stock after this fact. */
  outstanding: z.array(LineQuantity).max(200),
  /** Units given up because the order asked `cancel-short`. */
  cancelled: z.array(LineQuantity).max(200),
});
export const stockReserved = defineEvent({
  type: 'stock.reserved',
  version: 1,
  emitter: 'inventory',
  consumers: ['order', 'shipping'],
  key: orderKey,
  meaning: 'Units were set aside for the order and nobody else can have them.',
  schema: StockReserved,
  example: {
    orderId: examples.orderId,
    reservation: 1,
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2, item: examples.item }],
    outstanding: [],
    cancelled: [],
  },
});

export const StockBackordered = z.object({ orderId: OrderId, lines: z.array(LineQuantity).min(1).max(200) });
export const stockBackordered = defineEvent({
  type: 'stock.backordered',
  version: 1,
  emitter: 'inventory',
  consumers: ['order'],
  key: orderKey,
  meaning:
    'Units are short; the order stands in the queue at its time and the next receipt serves the queue first.',
  schema: StockBackordered,
  example: { orderId: examples.orderId, lines: [{ lineId: '1', sku: examples.item.sku, quantity: 1 }] },
});

export const StockReleased = z.object({ orderId: OrderId, lines: z.array(LineQuantity).max(200) });
export const stockReleased = defineEvent({
  type: 'stock.released',
  version: 1,
  emitter: 'inventory',
  consumers: ['order'],
  key: orderKey,
  meaning: 'Units reserved for the order are free again, and its place in the queue is given up.',
  schema: StockReleased,
  example: { orderId: examples.orderId, lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2 }] },
});

export const inventoryEvents = [itemChanged, stockReserved, stockBackordered, stockReleased] as const;
