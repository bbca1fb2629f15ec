import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { ParcelStatus } from '../parcel/parcel.js';

export interface ParcelOfOrder {
  readonly parcelId: string;
  readonly orderId: string;
  readonly status: ParcelStatus;
}

// The caller holds the locks of the orders, so no parcel is added meanwhile; those that are there are locked one after another.
const LOCK = `
  SELECT parcel_id AS "parcelId", order_id AS "orderId", status
  FROM parcel WHERE order_id = ANY ($1::uuid[]) ORDER BY parcel_id FOR UPDATE`;
const VOID = `UPDATE parcel SET status = 'voided', voided_at = $2::timestamptz WHERE parcel_id = ANY ($1::uuid[])`;

/** All parcels of a batch of orders. */
@Injectable()
export class ParcelsOfOrders {
  /** Waits for whoever is working on one of them, then shows how they left it. */
  async lock(tx: Transaction, orderIds: readonly string[]): Promise<Map<string, ParcelOfOrder[]>> {
    const parcels = new Map<string, ParcelOfOrder[]>();
    for (const parcel of await tx.query<ParcelOfOrder>(LOCK, [orderIds])) {
      parcels.set(parcel.orderId, [...(parcels.get(parcel.orderId) ?? []), parcel]);
    }
    return parcels;
  }

  async void(tx: Transaction, parcelIds: readonly string[], at: Date): Promise<void> {
    if (parcelIds.length > 0) await tx.query(VOID, [parcelIds, at.toISOString()]);
  }
}
