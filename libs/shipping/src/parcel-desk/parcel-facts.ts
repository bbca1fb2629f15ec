import { fact, type Fact } from '@okuru/platform';
import { lotsLeaving, type LotInParcel } from '../lots/parcel-lots.js';
import type { Parcel } from '../parcel/parcel.js';

/** What the others are told of a parcel that passed a gate. */

const units = ({ lines }: Parcel) => lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));

export const packedFact = (parcel: Parcel): Fact<'parcel.packed'> =>
  fact('parcel.packed', { orderId: parcel.orderId, parcelId: parcel.parcelId, lines: units(parcel) });

export const dispatchedFact = (
  parcel: Parcel,
  trackingNumber: string,
  dispatchedAt: string,
  addressId: string | undefined,
  lots: readonly LotInParcel[] = [],
): Fact<'parcel.dispatched'> =>
  fact('parcel.dispatched', {
    orderId: parcel.orderId,
    parcelId: parcel.parcelId,
    lines: units(parcel),
    carrier: parcel.carriage!.carrier,
    service: parcel.carriage!.service,
    trackingNumber,
    dispatchedAt,
    ...(addressId === undefined ? {} : { addressId }),
    ...(lots.length === 0 ? {} : { lots: lotsLeaving(parcel.lines, lots) }),
  });
