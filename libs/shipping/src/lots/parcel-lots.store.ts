import { Injectable } from '@nestjs/common';
import type { EventData, ItemFacts } from '@okuru/contracts';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { LotInParcel } from './parcel-lots.js';

type Left = EventData<'lots.changed'>['left'][number] & { readonly sku: string };

/** How a lot of a parcel is known: by its GS1 code, by whoever took what was named, or since the books took it off. */
export type KnownBy = 'scan' | 'picker' | 'books';

/** Units that go into a parcel, or out of it again. */
export interface LotFilled extends LotInParcel {
  readonly parcelId: string;
  readonly knownBy: KnownBy;
}

/** A parcel that units of a lot went into. */
export interface ParcelOfLot {
  readonly parcelId: string;
  readonly orderId: string;
  readonly orderReference: string;
  readonly status: string;
  readonly trackingNumber: string | null;
  readonly dispatchedAt: string | null;
  readonly units: number;
  readonly expiresOn: string;
  readonly knownBy: KnownBy;
}

const ROWS = `jsonb_to_recordset($1::jsonb) AS given ("parcelId" uuid, sku text, lot text, "expiresOn" date, units int, "knownBy" text)`;
// The row is made empty first: units that go out of it again are no row of their own.
const ENSURE = `
  INSERT INTO parcel_lot (parcel_id, sku, lot, expires_on, units, known_by)
  SELECT "parcelId", sku, lot, "expiresOn", 0, "knownBy" FROM ${ROWS} ON CONFLICT DO NOTHING`;
// Where only a part was scanned, the lot of the whole is the picker's word.
const FILL = `
  UPDATE parcel_lot AS packed SET units = packed.units + given.units,
    known_by = CASE WHEN packed.units > 0 AND packed.known_by <> given."knownBy" THEN 'picker' ELSE given."knownBy" END
  FROM ${ROWS}
  WHERE packed.parcel_id = given."parcelId" AND packed.sku = given.sku AND packed.lot = given.lot`;
const OF = `
  SELECT parcel_id AS "parcelId", sku, lot, to_char(expires_on, 'YYYY-MM-DD') AS "expiresOn", units
  FROM parcel_lot WHERE parcel_id = ANY ($1::uuid[]) AND units > 0 ORDER BY parcel_id, sku, expires_on, lot`;
const TAKE_OUT = `
  UPDATE parcel_lot AS packed SET units = packed.units - missing.quantity
  FROM jsonb_to_recordset($3::jsonb) AS missing (lot text, quantity int)
  WHERE packed.parcel_id = $1 AND packed.sku = $2 AND packed.lot = missing.lot`;
// What the parcel said stands; what it did not say is known from now on, once.
const BOOKED = `
  WITH left_lots AS (
    SELECT "parcelId", sku, lot, "expiresOn", sum(quantity)::int AS quantity
    FROM jsonb_to_recordset($1::jsonb) AS given ("parcelId" uuid, sku text, lot text, "expiresOn" date, quantity int)
    GROUP BY 1, 2, 3, 4
  ), told AS (
    UPDATE parcel_lot AS packed SET taken_off = true
    FROM (SELECT DISTINCT "parcelId", sku FROM left_lots) AS gone
    WHERE packed.parcel_id = gone."parcelId" AND packed.sku = gone.sku AND NOT packed.taken_off
  )
  INSERT INTO parcel_lot (parcel_id, sku, lot, expires_on, units, known_by, taken_off)
  SELECT "parcelId", sku, lot, "expiresOn", quantity, 'books', true FROM left_lots
  JOIN parcel ON parcel.parcel_id = left_lots."parcelId"
  ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING`;
const PARCELS = `
  SELECT p.parcel_id AS "parcelId", p.order_id AS "orderId", p.reference AS "orderReference", p.status,
    p.tracking_number AS "trackingNumber", p.dispatched_at AS "dispatchedAt", packed.units,
    to_char(packed.expires_on, 'YYYY-MM-DD') AS "expiresOn", packed.known_by AS "knownBy"
  FROM parcel_lot packed JOIN parcel p USING (parcel_id)
  WHERE packed.sku = $1 AND packed.lot = $2 AND packed.units > 0 AND p.parcel_id > $3
  ORDER BY p.parcel_id LIMIT $4`;

/** Which lots the units of parcels are from. */
@Injectable()
export class ParcelLots {
  async fill(tx: Transaction, filled: readonly LotFilled[]): Promise<void> {
    if (filled.length === 0) return;
    const rows = JSON.stringify(filled);
    await tx.query(ENSURE, [rows]);
    await tx.query(FILL, [rows]);
  }

  /** Of those parcels that hold goods which are kept by lot; others cost no statement. */
  async of(
    tx: ReadTransaction,
    parcels: readonly { readonly parcelId: string; readonly items: ReadonlyMap<string, ItemFacts> }[],
  ): Promise<Map<string, LotInParcel[]>> {
    const byLot = parcels.filter(({ items }) =>
      [...items.values()].some(({ lotControlled }) => lotControlled),
    );
    if (byLot.length === 0) return new Map();
    const rows = await tx.query<LotInParcel & { parcelId: string }>(OF, [
      byLot.map(({ parcelId }) => parcelId),
    ]);
    const found = new Map<string, LotInParcel[]>();
    for (const { parcelId, ...lot } of rows) found.set(parcelId, [...(found.get(parcelId) ?? []), lot]);
    return found;
  }

  async takeOut(
    tx: Transaction,
    parcelId: string,
    sku: string,
    missing: readonly { readonly lot: string; readonly quantity: number }[],
  ): Promise<void> {
    if (missing.length) await tx.query(TAKE_OUT, [parcelId, sku, JSON.stringify(missing)]);
  }

  /** Inventory took units off its lots: they are no longer to be counted among those that lie there. */
  async booked(tx: Transaction, left: readonly Left[]): Promise<void> {
    if (left.length) await tx.query(BOOKED, [JSON.stringify(left)]);
  }

  /** For a recall: by parcel, those after the named one. */
  parcels(
    tx: ReadTransaction,
    sku: string,
    lot: string,
    limit: number,
    after: string,
  ): Promise<ParcelOfLot[]> {
    return tx.query<ParcelOfLot>(PARCELS, [sku, lot, after, limit]);
  }
}
