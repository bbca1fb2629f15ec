import type { EventData } from '@okuru/contracts';
import { anItem } from './order-shop.js';

/** What the other services say of an order, with the parts a spec does not care about filled in. */
export interface Units {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
}
const AT = '2026-01-15T04:00:00.000Z';
export const PARCEL = '01930f3e-7a00-7000-8000-0000000000a1';

export const reserved = (
  orderId: string,
  lines: Units[],
  more: { reservation?: number; outstanding?: Units[]; cancelled?: Units[] } = {},
): EventData<'stock.reserved'> => ({
  orderId,
  reservation: 1,
  lines: lines.map((line) => ({ ...line, item: anItem(line.sku) })),
  outstanding: [],
  cancelled: [],
  ...more,
});
export const planned = (
  orderId: string,
  lines: Units[],
  parcelId = PARCEL,
): EventData<'parcels.planned'> => ({
  orderId,
  parcels: [
    { parcelId, lines, packageCode: 'C60', carrier: 'yamato', service: 'takkyubin', plannedYen: 900 },
  ],
});
export const packed = (orderId: string, lines: Units[], parcelId = PARCEL): EventData<'parcel.packed'> => ({
  orderId,
  parcelId,
  lines,
});
export const dispatched = (
  orderId: string,
  lines: Units[],
  parcelId = PARCEL,
): EventData<'parcel.dispatched'> => ({
  orderId,
  parcelId,
  lines,
  carrier: 'yamato',
  service: 'takkyubin',
  trackingNumber: '100000000004',
  dispatchedAt: AT,
});
export const delivered = (orderId: string, parcelId = PARCEL): EventData<'parcel.delivered'> => ({
  orderId,
  parcelId,
  deliveredAt: AT,
});
export const letter = (
  orderId: string,
  kind: EventData<'letter.sent'>['kind'] = 'confirmed',
): EventData<'letter.sent'> => ({
  orderId,
  kind,
  messageId: `<${orderId}.${kind}@shop.example>`,
  sentAt: AT,
});
export const blocked = (orderId: string, parcelId = PARCEL): EventData<'scan.blocked'> => ({
  orderId,
  parcelId,
  reason: 'not-in-this-parcel',
  scannedSku: 'TEA',
  at: AT,
});
