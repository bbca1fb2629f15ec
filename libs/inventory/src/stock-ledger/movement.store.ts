import { Clock, prepared, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import type { MovementKind } from './movement.entity.js';
import { MAIN_WAREHOUSE } from './stock.store.js';

/** A change of what is on hand, and why. */
export interface NewMovement {
  readonly sku: string;
  readonly kind: MovementKind;
  readonly change: number;
  readonly reason?: string;
  readonly keyId?: string;
  readonly opId?: string;
  readonly parcelId?: string;
  readonly orderId?: string;
  readonly lineId?: string;
  /** Of goods that are kept by lot: of which it is. */
  readonly lot?: string;
  /** The last day on which units of that lot may be used; only with a lot that is new. */
  readonly expiresOn?: string;
}

/** An order line that left in a parcel. */
export interface Shipment {
  readonly parcelId: string;
  readonly orderId: string;
  readonly lineId: string;
}

/** The ledger: every change of what is on hand, written in the transaction of the change, never altered. */
@Injectable()
export class MovementStore {
  constructor(private readonly clock: Clock) {}

  async record(tx: Transaction, movements: readonly NewMovement[]): Promise<void> {
    if (movements.length === 0) return;
    const of = <Field extends keyof NewMovement>(field: Field) =>
      movements.map((movement) => movement[field] ?? null);
    await tx.query(RECORD, [
      this.clock.now(),
      MAIN_WAREHOUSE,
      of('sku'),
      of('kind'),
      of('change'),
      of('reason'),
      of('keyId'),
      of('opId'),
      of('parcelId'),
      of('orderId'),
      of('lineId'),
      of('lot'),
    ]);
  }

  /** The latest entry of an item; null: nothing of it ever moved. Under the lock of its stock row none is added. */
  async last(tx: Transaction, sku: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(LAST, [sku, MAIN_WAREHOUSE]);
    return row?.id ?? null;
  }

  /** The order lines that left in these parcels. */
  shipmentsIn(tx: Transaction, parcelIds: readonly string[]): Promise<Shipment[]> {
    return tx.query<Shipment>(SHIPMENTS_IN, [parcelIds]);
  }
}

const LAST = 'SELECT id FROM movement WHERE sku = $1 AND warehouse = $2 ORDER BY id DESC LIMIT 1';

const SHIPMENTS_IN = prepared(`
  SELECT parcel_id AS "parcelId", order_id AS "orderId", line_id AS "lineId"
  FROM movement WHERE kind = 'shipped' AND parcel_id = ANY ($1::uuid[])`);

const RECORD = prepared(`
  INSERT INTO movement (at, warehouse, sku, kind, change, reason, key_id, op_id, parcel_id, order_id, line_id, lot)
  SELECT $1, $2, given.* FROM unnest(
    $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::uuid[], $11::text[],
    $12::text[]
  ) AS given`);
