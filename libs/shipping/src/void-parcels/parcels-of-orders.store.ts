import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { ParcelStatus } from '../parcel/parcel.js';
import type { ReservedLine } from '../shipment/shipment.js';
import type { VoidedParcel } from './answer-cancellation.js';

export interface ParcelOfOrder {
  readonly parcelId: string;
  readonly orderId: string;
  readonly status: ParcelStatus;
  /** A label was asked for: from then on it may be printed. */
  readonly labelled: boolean;
}

// The caller holds the locks of the orders, so no parcel is added meanwhile; those that are there are locked one after another.
const LOCK = `
  SELECT parcel_id AS "parcelId", order_id AS "orderId", status, label_asked_at IS NOT NULL AS labelled
  FROM parcel WHERE order_id = ANY ($1::uuid[]) ORDER BY parcel_id FOR UPDATE`;
const VOID = `
  UPDATE parcel SET status = 'voided', voided_at = now_void.at
  FROM jsonb_to_recordset($1::jsonb) AS now_void (parcel_id uuid, at timestamptz)
  WHERE parcel.parcel_id = now_void.parcel_id`;

const UNITS = `
  SELECT order_id AS "orderId", line_id AS "lineId", sku, quantity - missing AS quantity, item
  FROM parcel JOIN parcel_line USING (parcel_id)
  WHERE parcel_id = ANY ($1::uuid[]) AND quantity > missing ORDER BY parcel_id, position`;

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

  /** What is in these parcels, by order. Units missing from them are planned once others are there. */
  async units(tx: Transaction, parcelIds: readonly string[]): Promise<Map<string, ReservedLine[]>> {
    const units = new Map<string, ReservedLine[]>();
    if (parcelIds.length === 0) return units;
    for (const { orderId, ...line } of await tx.query<ReservedLine & { orderId: string }>(UNITS, [
      parcelIds,
    ])) {
      units.set(orderId, [...(units.get(orderId) ?? []), line]);
    }
    return units;
  }

  async save(tx: Transaction, voided: readonly VoidedParcel[]): Promise<void> {
    if (voided.length === 0) return;
    const rows = voided.map(({ parcelId, event }) => ({ parcel_id: parcelId, at: event.at }));
    await tx.query(VOID, [JSON.stringify(rows)]);
  }
}
