import type { Happening } from './happening.js';

type Unit = { readonly lineId: string; readonly sku: string; readonly quantity: number };
const units = (lines: readonly Unit[]) =>
  lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));

/**
 * What the history tells of an event: an allow-list by field, so that nothing personal and nothing bulky gets in when
 * an event grows.
 */
export const detailOf = (event: Happening['event']): object => {
  switch (event.type) {
    case 'stock.reserved': {
      const { reservation, lines, outstanding, cancelled } = event.data;
      return {
        reservation,
        lines: units(lines),
        outstanding: units(outstanding),
        cancelled: units(cancelled),
      };
    }
    case 'stock.backordered':
    case 'stock.released':
      return { lines: units(event.data.lines) };
    case 'parcels.planned':
      return {
        parcels: event.data.parcels.map(({ parcelId, lines, packageCode, carrier, service, plannedYen }) => ({
          parcelId,
          lines: units(lines),
          packageCode,
          carrier,
          service,
          plannedYen,
        })),
      };
    case 'planning.failed':
      return { reason: event.data.reason, skus: event.data.skus };
    case 'parcel.packed':
      return { parcelId: event.data.parcelId, lines: units(event.data.lines) };
    case 'parcel.dispatched': {
      const { parcelId, lines, carrier, service, trackingNumber } = event.data;
      return { parcelId, lines: units(lines), carrier, service, trackingNumber };
    }
    case 'parcel.delivered':
      return { parcelId: event.data.parcelId };
    case 'parcels.voided':
      return { parcelIds: event.data.parcelIds };
    case 'scan.blocked': {
      const { parcelId, reason, scannedSku } = event.data;
      return { parcelId, reason, scannedSku };
    }
    case 'letter.sent':
      return { kind: event.data.kind };
    case 'payment.recorded': {
      const { amount, received, status } = event.data;
      return { amount, received, status };
    }
    case 'order.held':
      return { reasons: event.data.reasons, deadline: event.data.deadline };
    case 'order.cancellation-requested':
    case 'order.cancelled':
    case 'cancellation.refused':
      return { reason: event.data.reason };
    case 'order.placed':
    case 'order.confirmed':
      return {};
  }
};
