import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { AmendedDelivery, AmendmentAnswer, ConfirmedOrder, Reservation, Shipment } from './shipment.js';

/** A shipment as the database holds it. */
export interface StoredShipment extends Shipment {
  /** Parcels made so far, the voided ones too. */
  readonly parcelCount: number;
  /** The last plan was refused and a person must decide. */
  readonly planningRefused: boolean;
}

interface ShipmentRow {
  readonly order_id: string;
  readonly confirmed: ConfirmedOrder | null;
  readonly reservations: readonly Reservation[];
  readonly parcel_count: number;
  readonly planning_refused_at: Date | null;
  readonly voided_at: Date | null;
  readonly amended: AmendedDelivery | null;
  readonly amendment_answered: AmendmentAnswer | null;
}

// Orders are locked in the order of their ids, whoever comes: no two batches wait for each other.
const MAKE = `
  INSERT INTO shipment (order_id) SELECT id FROM unnest($1::uuid[]) AS heard (id) ORDER BY id ON CONFLICT DO NOTHING`;
const LOCK = `
  SELECT order_id, confirmed, reservations, parcel_count, planning_refused_at, voided_at, amended, amendment_answered
  FROM shipment WHERE order_id = ANY ($1::uuid[]) ORDER BY order_id FOR UPDATE`;
const SAVE = `
  UPDATE shipment AS old
  SET confirmed = now.confirmed, reservations = now.reservations, parcel_count = now.parcel_count,
    planning_refused_at = CASE WHEN now.refused THEN coalesce(old.planning_refused_at, $2::timestamptz) END,
    voided_at = CASE WHEN now.voided THEN coalesce(old.voided_at, $2::timestamptz) END,
    amended = now.amended, amendment_answered = now.amendment_answered
  FROM jsonb_to_recordset($1::jsonb) AS now
    (order_id uuid, confirmed jsonb, reservations jsonb, parcel_count int, refused boolean, voided boolean, amended jsonb, amendment_answered jsonb)
  WHERE old.order_id = now.order_id`;

/** One row per order that shipping has heard of; its lock orders everything that handlers do with the order. */
@Injectable()
export class ShipmentStore {
  /** Locks the orders until the transaction ends; one nobody spoke of before gets its row here. */
  async lock(tx: Transaction, orderIds: readonly string[]): Promise<Map<string, StoredShipment>> {
    const ids = [...new Set(orderIds)];
    await tx.query(MAKE, [ids]);
    const rows = await tx.query<ShipmentRow>(LOCK, [ids]);
    return new Map(rows.map((row) => [row.order_id, shipmentOf(row)]));
  }

  async save(tx: Transaction, shipments: readonly StoredShipment[], at: Date): Promise<void> {
    if (shipments.length === 0) return;
    await tx.query(SAVE, [JSON.stringify(shipments.map(rowOf)), at.toISOString()]);
  }

  async confirmed(tx: ReadTransaction, orderId: string): Promise<ConfirmedOrder | null> {
    return (await this.confirmedOf(tx, [orderId])).get(orderId) ?? null;
  }

  /** The orders among these that were confirmed. */
  async confirmedOf(tx: ReadTransaction, orderIds: readonly string[]): Promise<Map<string, ConfirmedOrder>> {
    const rows = await tx.query<{ order_id: string; confirmed: ConfirmedOrder }>(
      'SELECT order_id, confirmed FROM shipment WHERE order_id = ANY ($1::uuid[]) AND confirmed IS NOT NULL',
      [orderIds],
    );
    return new Map(rows.map(({ order_id, confirmed }) => [order_id, confirmed]));
  }

  /** Orders that wait for a package or a carrier, those that wait longest first. */
  async refused(tx: ReadTransaction, limit: number): Promise<string[]> {
    const rows = await tx.query<ShipmentRow>(
      `SELECT order_id FROM shipment WHERE planning_refused_at IS NOT NULL AND voided_at IS NULL
       ORDER BY planning_refused_at, order_id LIMIT $1`,
      [limit],
    );
    return rows.map(({ order_id }) => order_id);
  }
}

const shipmentOf = (row: ShipmentRow): StoredShipment => ({
  orderId: row.order_id,
  confirmed: row.confirmed,
  reservations: row.reservations,
  voided: row.voided_at !== null,
  parcelCount: row.parcel_count,
  planningRefused: row.planning_refused_at !== null,
  amended: row.amended,
  answered: row.amendment_answered,
});

const rowOf = (shipment: StoredShipment) => ({
  order_id: shipment.orderId,
  confirmed: shipment.confirmed,
  reservations: shipment.reservations,
  parcel_count: shipment.parcelCount,
  refused: shipment.planningRefused,
  voided: shipment.voided,
  amended: shipment.amended,
  amendment_answered: shipment.answered,
});
