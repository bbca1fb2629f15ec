import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { examples } from '../examples.js';
import {
  AmendmentNumber,
  AmendmentRefusal,
  Day,
  Instant,
  LineQuantity,
  LotCode,
  OrderId,
  PackedLot,
  ParcelId,
  Quantity,
  ShortageCause,
  Sku,
  Yen,
} from '../fields.js';

const orderKey = (data: { orderId: string }) => `order:${data.orderId}`;

export const PlannedParcel = z.object({
  parcelId: ParcelId,
  lines: z.array(LineQuantity).min(1).max(200),
  /** null: a size is unknown, so the person who packs picks the package. */
  packageCode: z.string().max(32).nullable(),
  carrier: z.string().max(32).nullable(),
  service: z.string().max(32).nullable(),
  /** Package, freight and surcharges as planned; null while no package is chosen. */
  plannedYen: Yen.nullable(),
});
export const ParcelsPlanned = z.object({ orderId: OrderId, parcels: z.array(PlannedParcel).min(1).max(200) });
export const parcelsPlanned = defineEvent({
  type: 'parcels.planned',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning: 'Package and carrier were chosen together for reserved units; the warehouse can begin.',
  schema: ParcelsPlanned,
  example: {
    orderId: examples.orderId,
    parcels: [
      {
        parcelId: examples.parcelId,
        lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2 }],
        packageCode: 'C60',
        carrier: 'yamato',
        service: 'takkyubin',
        plannedYen: 1020,
      },
    ],
  },
});

export const ParcelSplit = z.object({
  orderId: OrderId,
  parcelId: ParcelId,
  /** What stays in it; `parcels.planned` tells of the parcels that the rest goes into. */
  lines: z.array(LineQuantity).min(1).max(200),
  packageCode: z.string().max(32).nullable(),
  carrier: z.string().max(32).nullable(),
  service: z.string().max(32).nullable(),
  /** Of the parcel with what stays in it. */
  plannedYen: Yen.nullable(),
  at: Instant,
});
export const parcelSplit = defineEvent({
  type: 'parcel.split',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning:
    'Not all units went into the box at the packing table: the parcel goes on with those that are in it.',
  schema: ParcelSplit,
  example: {
    orderId: examples.orderId,
    parcelId: examples.parcelId,
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 1 }],
    packageCode: 'C60',
    carrier: 'yamato',
    service: 'takkyubin',
    plannedYen: 1020,
    at: examples.instant,
  },
});

export const PlanningFailed = z.object({
  orderId: OrderId,
  reason: z.enum(['fits-no-package', 'no-carrier-may-carry-it']),
  skus: z.array(z.string().max(64)).max(200),
});
export const planningFailed = defineEvent({
  type: 'planning.failed',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning: 'No safe package or carrier exists for the units; a person must decide.',
  schema: PlanningFailed,
  example: { orderId: examples.orderId, reason: 'fits-no-package', skus: [examples.item.sku] },
});

const SCAN_STOPS = [
  'unknown-barcode',
  'not-in-this-parcel',
  'already-complete',
  'wrong-waybill',
  'void-waybill',
  'parcel-voided',
  'not-complete',
] as const;
/** Stops at the scales, at the cage, at a second station and for the sake of a lot were told nobody. */
const ScanBlockedV1 = z.object({
  orderId: OrderId,
  parcelId: ParcelId,
  reason: z.enum(SCAN_STOPS),
  scannedSku: z.string().max(64).nullable(),
  at: Instant,
});
export const ScanBlocked = z.object({
  orderId: OrderId,
  parcelId: ParcelId,
  reason: z.enum([
    ...SCAN_STOPS,
    ...['wrong-weight', 'wrong-carrier', 'at-another-station'],
    ...['lot-expired', 'lot-expires-soon', 'lot-unknown', 'lot-later'],
  ] as const),
  /** Sku that was expected last and the one scanned, where known; both feed the look-alike figures. */
  scannedSku: z.string().max(64).nullable(),
  /** Of `wrong-weight`: what the scales said and what they should have said. */
  weight: z.object({ grams: z.int().min(1), expectedGrams: z.int().min(0) }).optional(),
  at: Instant,
});
export const scanBlocked = defineEvent({
  type: 'scan.blocked',
  version: 2,
  earlier: [{ version: 1, schema: ScanBlockedV1, next: (data: z.infer<typeof ScanBlockedV1>) => data }],
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning:
    'The gate stopped a wrong scan, a weight that is off, a box before the wrong cage or a unit of a parcel that is proven elsewhere: a near miss that did not become a mis-shipment.',
  schema: ScanBlocked,
  example: {
    orderId: examples.orderId,
    parcelId: examples.parcelId,
    reason: 'not-in-this-parcel',
    scannedSku: 'MUG-BLUE',
    at: examples.instant,
  },
});

export const ParcelPacked = z.object({
  orderId: OrderId,
  parcelId: ParcelId,
  lines: z.array(LineQuantity).min(1).max(200),
});
export const parcelPacked = defineEvent({
  type: 'parcel.packed',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning: 'Every unit of the parcel was proven by a scan and the parcel is closed.',
  schema: ParcelPacked,
  example: {
    orderId: examples.orderId,
    parcelId: examples.parcelId,
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2 }],
  },
});

export const ParcelShortageReported = z.object({
  orderId: OrderId,
  parcelId: ParcelId,
  /** Names this report; inventory's answers bear it. */
  reportId: z.uuid(),
  cause: ShortageCause,
  /** Units that cannot go into the parcel, by line; all of one item. */
  lines: z.array(LineQuantity).min(1).max(200),
  /** Of goods kept by lot: whose units they were, where that is known. */
  lots: z
    .array(z.object({ lot: LotCode, quantity: Quantity }))
    .max(200)
    .optional(),
  at: Instant,
});
export const parcelShortageReported = defineEvent({
  type: 'parcel.shortage-reported',
  version: 1,
  emitter: 'shipping',
  consumers: ['inventory', 'order'],
  key: orderKey,
  meaning:
    'Units of an open parcel are not on their shelf (欠品) or are damaged (破損): they are no stock any more, and the parcel waits for others.',
  schema: ParcelShortageReported,
  example: {
    orderId: examples.orderId,
    parcelId: examples.parcelId,
    reportId: examples.reportId,
    cause: 'damaged',
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 1 }],
    at: examples.instant,
  },
});

export const ItemWeighed = z.object({
  sku: Sku,
  /** Of one unit: a parcel of nothing but this item was weighed and closed; package taken off, rounded, filler included. */
  weightGrams: z.int().min(1),
  parcelId: ParcelId,
  /** Units in that parcel. */
  units: Quantity,
});
export const itemWeighed = defineEvent({
  type: 'item.weighed',
  version: 1,
  emitter: 'shipping',
  consumers: ['inventory'],
  key: (data) => `item:${data.sku}`,
  meaning: 'A parcel of a single item whose weight nobody knew went over the scales: now it can be known.',
  schema: ItemWeighed,
  example: { sku: examples.item.sku, weightGrams: 345, parcelId: examples.parcelId, units: 2 },
});

export const ParcelsDelayed = z.object({
  orderId: OrderId,
  /** Parcels of the order that were not handed over, all of one carrier. */
  parcels: z
    .array(
      z.object({
        parcelId: ParcelId,
        lines: z.array(LineQuantity).min(1).max(200),
        carrier: z.string().max(32),
        service: z.string().max(32),
        /** Day of arrival when it leaves on the new day; null: the carrier's tables do not say. */
        expectedOn: Day.nullable(),
      }),
    )
    .min(1)
    .max(200),
  /** Days of pick-up in the shop's zone: the one that was missed, and the one they leave on now. */
  wasToLeaveOn: Day,
  leavesOn: Day,
  /** Day of arrival that the buyer asked for and was promised; null: none. */
  promisedOn: Day.nullable(),
  /** Whether one of the parcels comes after the promised day; what is not known counts as late. */
  missesPromisedDay: z.boolean(),
  at: Instant,
});
export const parcelsDelayed = defineEvent({
  type: 'parcels.delayed',
  version: 1,
  emitter: 'shipping',
  consumers: ['order', 'notification'],
  key: orderKey,
  meaning: 'Parcels missed the pick-up of their day and were moved to a later one by a person.',
  schema: ParcelsDelayed,
  example: {
    orderId: examples.orderId,
    parcels: [
      {
        parcelId: examples.parcelId,
        lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2 }],
        carrier: 'yamato',
        service: 'takkyubin',
        expectedOn: '2026-01-18',
      },
    ],
    wasToLeaveOn: '2026-01-15',
    leavesOn: '2026-01-16',
    promisedOn: '2026-01-17',
    missesPromisedDay: true,
    at: examples.instant,
  },
});

export const UnitsAwaited = z.object({
  orderId: OrderId,
  /** Missing or damaged units in whose place others are awaited. */
  lines: z.array(LineQuantity).min(1).max(200),
  /** Since when the first of them is awaited. */
  since: Instant,
  promisedOn: Day.nullable(),
  because: z.enum(['promised-day', 'long-wait']),
  at: Instant,
});
export const unitsAwaited = defineEvent({
  type: 'units.awaited',
  version: 1,
  emitter: 'shipping',
  consumers: ['order', 'notification'],
  key: orderKey,
  meaning:
    'An order still waits for units in the place of missing ones when its promised day can no longer be kept, or a day after they were missed; said once per order.',
  schema: UnitsAwaited,
  example: {
    orderId: examples.orderId,
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 1 }],
    since: examples.instant,
    promisedOn: '2026-01-17',
    because: 'promised-day',
    at: examples.instant,
  },
});

export const ParcelDispatched = z.object({
  orderId: OrderId,
  parcelId: ParcelId,
  lines: z.array(LineQuantity).min(1).max(200),
  carrier: z.string().max(32),
  service: z.string().max(32),
  trackingNumber: z.string().max(48),
  dispatchedAt: Instant,
  /** Of the ship-to on its label, as in `order.confirmed`; absent where that had none. */
  addressId: z.string().length(64).optional(),
  /** Of goods kept by lot: which lots its units are from, as far as that was recorded while they were picked. */
  lots: z.array(PackedLot).max(1_000).optional(),
});
export const parcelDispatched = defineEvent({
  type: 'parcel.dispatched',
  version: 1,
  emitter: 'shipping',
  consumers: ['order', 'inventory', 'notification'],
  key: orderKey,
  meaning: 'The parcel left with its own waybill; the units are no longer ours.',
  schema: ParcelDispatched,
  example: {
    orderId: examples.orderId,
    parcelId: examples.parcelId,
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2 }],
    carrier: 'yamato',
    service: 'takkyubin',
    trackingNumber: '100000000004',
    dispatchedAt: examples.instant,
  },
});

export const ParcelDelivered = z.object({ orderId: OrderId, parcelId: ParcelId, deliveredAt: Instant });
export const parcelDelivered = defineEvent({
  type: 'parcel.delivered',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning: 'The carrier, or a person by hand, says that the parcel reached the buyer.',
  schema: ParcelDelivered,
  example: { orderId: examples.orderId, parcelId: examples.parcelId, deliveredAt: examples.instant },
});

export const ParcelsVoided = z.object({ orderId: OrderId, parcelIds: z.array(ParcelId).max(200) });
export const parcelsVoided = defineEvent({
  type: 'parcels.voided',
  version: 1,
  emitter: 'shipping',
  consumers: ['order', 'inventory'],
  key: orderKey,
  meaning:
    'The answer to a cancellation: no parcel of the order has left or will leave; printed waybills are 使用禁止.',
  schema: ParcelsVoided,
  example: { orderId: examples.orderId, parcelIds: [examples.parcelId] },
});

export const CancellationRefused = z.object({ orderId: OrderId, reason: z.literal('already-dispatched') });
export const cancellationRefused = defineEvent({
  type: 'cancellation.refused',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning: 'The answer to a cancellation that came too late: a parcel has left.',
  schema: CancellationRefused,
  example: { orderId: examples.orderId, reason: 'already-dispatched' },
});

export const AmendmentAccepted = z.object({
  orderId: OrderId,
  amendment: AmendmentNumber,
  /** Parcels that are void now; what was in them is planned anew. */
  parcelIds: z.array(ParcelId).max(200),
});
export const amendmentAccepted = defineEvent({
  type: 'amendment.accepted',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning: 'The answer to an amendment: every parcel of the order leaves as it is asked now.',
  schema: AmendmentAccepted,
  example: { orderId: examples.orderId, amendment: 1, parcelIds: [examples.parcelId] },
});

export const AmendmentRefused = z.object({
  orderId: OrderId,
  amendment: AmendmentNumber,
  reason: AmendmentRefusal,
});
export const amendmentRefused = defineEvent({
  type: 'amendment.refused',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  key: orderKey,
  meaning: 'The answer to an amendment that came too late: a label is printed, or nothing leaves any more.',
  schema: AmendmentRefused,
  example: { orderId: examples.orderId, amendment: 1, reason: 'already-labelled' },
});

export const shippingEvents = [
  parcelsPlanned,
  parcelSplit,
  planningFailed,
  scanBlocked,
  parcelPacked,
  parcelShortageReported,
  itemWeighed,
  parcelsDelayed,
  unitsAwaited,
  parcelDispatched,
  parcelDelivered,
  parcelsVoided,
  cancellationRefused,
  amendmentAccepted,
  amendmentRefused,
] as const;
