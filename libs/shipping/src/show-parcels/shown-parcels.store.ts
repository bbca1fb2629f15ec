import { Injectable } from '@nestjs/common';
import { prepared, type ReadTransaction } from '@okuru/platform';
import type { ItemFacts } from '@okuru/contracts';
import type { ParcelStatus } from '../parcel/parcel.js';

/** A parcel as the warehouse sees it. */
export interface ShownParcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly orderReference: string;
  readonly status: ParcelStatus;
  readonly temperature: ItemFacts['temperature'];
  readonly packageCode: string | null;
  readonly carrier: string | null;
  readonly service: string | null;
  readonly lines: readonly ShownLine[];
  readonly trackingNumber: string | null;
  readonly weightGrams: number | null;
  readonly plannedYen: number | null;
  readonly plannedAt: string;
  readonly closedAt: string | null;
  readonly dispatchedAt: string | null;
  readonly deliveredAt: string | null;
  readonly voidedAt: string | null;
}

interface ShownLine {
  readonly lineId: string;
  readonly sku: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly quantity: number;
  readonly scanned: number;
  readonly countable: boolean;
  readonly shelf: string | null;
}

const PARCEL = `
  p.parcel_id AS "parcelId", p.order_id AS "orderId", p.reference AS "orderReference", p.status, p.temperature,
  p.package_code AS "packageCode", p.carrier, p.service, p.tracking_number AS "trackingNumber",
  p.weight_grams AS "weightGrams", p.planned_yen AS "plannedYen", p.planned_at AS "plannedAt",
  p.closed_at AS "closedAt", p.dispatched_at AS "dispatchedAt", p.delivered_at AS "deliveredAt", p.voided_at AS "voidedAt",
  (SELECT jsonb_agg(jsonb_build_object(
      'lineId', l.line_id, 'sku', l.sku, 'name', l.item->'names'->>'ja', 'quantity', l.quantity, 'scanned', l.scanned,
      'countable', l.item->'countable', 'shelf', l.item->'shelf',
      'barcodes', CASE WHEN i.item_version >= (l.item->>'itemVersion')::integer THEN to_jsonb(i.barcodes)
                       ELSE l.item->'barcodes' END) ORDER BY l.position)
   FROM parcel_line l LEFT JOIN item i ON i.sku = l.sku WHERE l.parcel_id = p.parcel_id) AS lines`;
const ONE = prepared(`SELECT ${PARCEL}, p.decision FROM parcel p WHERE p.parcel_id = $1`);
const LIST = prepared(`
  SELECT ${PARCEL} FROM parcel p
  WHERE ($1::text IS NULL OR p.status = $1) AND ($2::uuid IS NULL OR p.parcel_id > $2) ORDER BY p.parcel_id LIMIT $3`);

/** Parcels to look at, oldest first: their ids rise with time. */
@Injectable()
export class ShownParcels {
  async find(
    tx: ReadTransaction,
    parcelId: string,
  ): Promise<(ShownParcel & { readonly decision: object }) | undefined> {
    const [parcel] = await tx.query<ShownParcel & { decision: object }>(ONE, [parcelId]);
    return parcel;
  }

  list(
    tx: ReadTransaction,
    status: ParcelStatus | undefined,
    limit: number,
    after: string | undefined,
  ): Promise<ShownParcel[]> {
    return tx.query<ShownParcel>(LIST, [status ?? null, after ?? null, limit]);
  }
}
