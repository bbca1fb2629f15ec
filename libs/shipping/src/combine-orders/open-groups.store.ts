import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';
import { OF_STATUS } from '../parcel/status-sql.js';
import type { ConfirmedOrder, ReservedLine } from '../shipment/shipment.js';

/** A parcel nobody has touched yet. */
export interface OpenParcelOfGroup {
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly packageCode: string | null;
  /** Yen of the parcel as it was chosen; null: a person picks its package. */
  readonly totalYen: number | null;
  readonly lines: readonly ReservedLine[];
}

/** Orders of one buyer to one address, all of their parcels still to be packed. */
export interface OpenGroup {
  readonly orders: readonly ConfirmedOrder[];
  readonly parcels: readonly OpenParcelOfGroup[];
}

/** Orders of one group looked at; more of one person at once is no shopping. */
const ORDERS_MAX = 20;

// An order counts when all that is left of it is planned: nothing begun, labelled, gone or left to a person, and nothing waits for stock.
const GROUPS = `
  WITH open_order AS (
    SELECT s.order_id, s.confirmed FROM shipment s
    WHERE s.order_id IN (SELECT p.order_id FROM parcel p WHERE ${OF_STATUS.planned}) AND s.voided_at IS NULL
      AND s.confirmed->>'addressId' IS NOT NULL AND NOT (s.confirmed->>'cashOnDelivery')::boolean
      AND NOT EXISTS (SELECT FROM parcel p WHERE p.order_id = s.order_id
        AND p.status <> 'voided' AND (p.status <> 'planned' OR p.label_asked_at IS NOT NULL
          OR p.decision->'outcome'->'chosen'->0->>'totalYen' IS NULL))
  ), door AS (
    SELECT (array_agg(order_id ORDER BY order_id))[1:${ORDERS_MAX}] AS order_ids, min(order_id::text) AS first
    FROM open_order GROUP BY confirmed->>'buyerId', confirmed->>'addressId', confirmed->'delivery' HAVING count(*) > 1
    ORDER BY first LIMIT $1
  )
  SELECT
    (SELECT jsonb_agg(o.confirmed ORDER BY o.order_id) FROM open_order o WHERE o.order_id = ANY (door.order_ids)) AS orders,
    (SELECT jsonb_agg(jsonb_build_object(
        'parcelId', p.parcel_id, 'orderId', p.order_id, 'reference', p.reference, 'packageCode', p.package_code,
        'totalYen', (p.decision->'outcome'->'chosen'->0->>'totalYen')::int,
        'lines', (SELECT jsonb_agg(jsonb_build_object('lineId', l.line_id, 'sku', l.sku, 'quantity', l.quantity, 'item', l.item)
          ORDER BY l.position) FROM parcel_line l WHERE l.parcel_id = p.parcel_id)) ORDER BY p.parcel_id)
     FROM parcel p WHERE p.order_id = ANY (door.order_ids) AND p.status = 'planned') AS parcels
  FROM door ORDER BY first`;

/** Who gets several parcels at one door today. */
@Injectable()
export class OpenGroups {
  list(tx: ReadTransaction, limit: number): Promise<OpenGroup[]> {
    return tx.query<OpenGroup>(GROUPS, [limit]);
  }
}
