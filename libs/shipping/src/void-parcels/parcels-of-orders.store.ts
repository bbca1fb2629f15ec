import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { ParcelStatus } from '../parcel/parcel.js';
import type { VoidedParcel } from './answer-cancellation.js';

export interface ParcelOfOrder {
  readonly parcelId: string;
  readonly orderId: string;
  readonly status: ParcelStatus;
}

// The caller holds the locks of the orders, so no parcel is added meanwhile; those that are there are locked one after another.
const LOCK = `
  SELECT parcel_id AS "parcelId", order_id AS "orderId", status
  FROM parcel WHERE order_id = ANY ($1::uuid[]) ORDER BY parcel_id FOR UPDATE`;
const VOID = `
  UPDATE parcel SET status = 'voided', voided_at = now_void.at
  FROM jsonb_to_recordset($1::jsonb) AS now_void (parcel_id uuid, at timestamptz)
  WHERE parcel.parcel_id = now_void.parcel_id`;

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

  async save(tx: Transaction, voided: readonly VoidedParcel[]): Promise<void> {
    if (voided.length === 0) return;
    const rows = voided.map(({ parcelId, event }) => ({ parcel_id: parcelId, at: event.at }));
    await tx.query(VOID, [JSON.stringify(rows)]);
  }
}
