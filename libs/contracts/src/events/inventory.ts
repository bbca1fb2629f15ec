import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { examples } from '../examples.js';
import {
  Day,
  Instant,
  ItemFacts,
  LineQuantity,
  LotCode,
  LotQuantity,
  OrderId,
  ParcelId,
  ShortageCause,
  Sku,
} from '../fields.js';

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

const OfAReport = z.object({
  orderId: OrderId,
  /** The parcel that was short when it was reported; an amendment may have made it void since. */
  parcelId: ParcelId,
  /** As in `parcel.shortage-reported`. */
  reportId: z.uuid(),
});

export const StockReplaced = OfAReport.extend({
  /** `quantity`: units set aside by this fact. */
  lines: z
    .array(
      LineQuantity.extend({
        /** Units that the report still lacks on this line after this fact. */
        outstanding: z.int().min(0),
      }),
    )
    .min(1)
    .max(200),
  /** When the units began to be awaited; null: they were there at once. */
  awaitedSince: Instant.nullable(),
});
export const stockReplaced = defineEvent({
  type: 'stock.replaced',
  version: 1,
  emitter: 'inventory',
  consumers: ['order', 'shipping'],
  key: orderKey,
  meaning: 'Other units were set aside in the place of missing or damaged ones: the parcel may go on.',
  schema: StockReplaced,
  example: {
    orderId: examples.orderId,
    parcelId: examples.parcelId,
    reportId: examples.reportId,
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 1, outstanding: 0 }],
    awaitedSince: null,
  },
});

export const StockReplacementAwaited = OfAReport.extend({
  cause: ShortageCause,
  lines: z.array(LineQuantity).min(1).max(200),
  since: Instant,
});
export const stockReplacementAwaited = defineEvent({
  type: 'stock.replacement-awaited',
  version: 1,
  emitter: 'inventory',
  consumers: ['order', 'shipping'],
  key: orderKey,
  meaning:
    'Nothing is left to replace missing or damaged units: the order waits for them in the queue, at the time it was placed.',
  schema: StockReplacementAwaited,
  example: {
    orderId: examples.orderId,
    parcelId: examples.parcelId,
    reportId: examples.reportId,
    cause: 'damaged',
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 1 }],
    since: examples.instant,
  },
});

/** Lots of one item that may lie there at a time. */
export const LOTS_MAX = 500;
/** Lots of parcels that one fact tells of; more are told in a further one. */
export const LEFT_LOTS_MAX = 200;
export const LotsChanged = z.object({
  sku: Sku,
  /** Rises with every change of the lots of this item. */
  lotsVersion: z.int().min(1),
  /** All lots of which there is something; whatever is not here is used up. */
  lots: z.array(z.object({ lot: LotCode, expiresOn: Day, onHand: z.int().min(1) })).max(LOTS_MAX),
  /** Units that parcels took along since the version before, and from which lots they were taken off. */
  left: z.array(LotQuantity.extend({ parcelId: ParcelId })).max(LEFT_LOTS_MAX),
});
export const lotsChanged = defineEvent({
  type: 'lots.changed',
  version: 1,
  emitter: 'inventory',
  consumers: ['shipping'],
  key: (data) => `item:${data.sku}`,
  meaning:
    'Units of a lot came, left or were counted otherwise; all lots of the item are stated, not the difference.',
  schema: LotsChanged,
  example: {
    sku: examples.item.sku,
    lotsVersion: 4,
    lots: [{ lot: 'L2612', expiresOn: '2026-12-31', onHand: 40 }],
    left: [{ parcelId: examples.parcelId, lot: 'L2612', expiresOn: '2026-12-31', quantity: 2 }],
  },
});

export const inventoryEvents = [
  itemChanged,
  lotsChanged,
  stockReserved,
  stockBackordered,
  stockReleased,
  stockReplaced,
  stockReplacementAwaited,
] as const;
