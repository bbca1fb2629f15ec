import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';
import { checklistsNow } from '../parcel/checklists.store.js';
import type { PaperedParcel } from './parcel-paper.js';

// Subqueries by key, since joins of hundreds of ids would become scans of whole tables.
const PARCELS = `
  SELECT p.parcel_id AS "parcelId", p.order_id AS "orderId", p.reference, p.status, p.temperature,
    p.package_code AS "packageCode", p.carrier, p.service, p.tracking_number AS "trackingNumber", p.weight_grams AS "weightGrams",
    p.enclosures,
    (SELECT (count(*) FILTER (WHERE other.parcel_id <= p.parcel_id))::int FROM parcel other
     WHERE other.order_id = p.order_id AND other.status <> 'voided') AS number,
    (SELECT count(*)::int FROM parcel other WHERE other.order_id = p.order_id AND other.status <> 'voided') AS of,
    (SELECT jsonb_agg(jsonb_build_object('lineId', line_id, 'sku', sku, 'quantity', quantity, 'item', item) ORDER BY position)
     FROM parcel_line l WHERE l.parcel_id = p.parcel_id) AS lines,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'quantity', quantity) ORDER BY name), '[]') FROM (
       SELECT l.item->'names'->>'ja' AS name, sum(l.quantity)::int AS quantity FROM parcel other JOIN parcel_line l USING (parcel_id)
       WHERE other.order_id = p.order_id AND other.status <> 'voided' AND other.parcel_id <> p.parcel_id GROUP BY 1) AS summed
    ) AS elsewhere
  FROM parcel p WHERE p.parcel_id = ANY ($1::uuid[])`;

/** Parcels as their papers name them. */
@Injectable()
export class PaperedParcels {
  async find(tx: ReadTransaction, parcelIds: readonly string[]): Promise<Map<string, PaperedParcel>> {
    const rows = await tx.query<PaperedParcel>(PARCELS, [parcelIds]);
    const notBegun = rows.filter(({ status }) => status === 'planned');
    const checklists = await checklistsNow(
      tx,
      notBegun.map(({ lines, ...parcel }) => ({ ...parcel, skus: lines.map(({ sku }) => sku) })),
    );
    return new Map(
      rows.map((row) => [
        row.parcelId,
        { ...row, enclosures: checklists.get(row.parcelId) ?? row.enclosures },
      ]),
    );
  }
}
