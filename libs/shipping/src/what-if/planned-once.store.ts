import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';
import type { PlannedOnce } from './reprice.js';
import type { WhatIfPeriod } from './what-if.store.js';

// Parcels of one order, one temperature and one moment came of one question; the first of them that was not voided stands for it.
const FROM_THE_PERIOD = `
  FROM parcel p WHERE p.dispatched_at >= $1::date::timestamp AT TIME ZONE $3
    AND p.dispatched_at < ($2::date + 1)::timestamp AT TIME ZONE $3
    AND NOT EXISTS (SELECT FROM parcel first WHERE first.order_id = p.order_id AND first.temperature = p.temperature
      AND first.planned_at = p.planned_at AND first.parcel_id < p.parcel_id AND first.status <> 'voided')`;
const COUNT = `SELECT count(*)::int AS count ${FROM_THE_PERIOD}`;
const PAGE = `
  SELECT p.parcel_id AS "parcelId", p.order_id AS "orderId", p.reference, s.confirmed - 'shipTo' AS "order",
    to_char(p.planned_at AT TIME ZONE $3, 'YYYY-MM-DD') AS "shipOn", together.lines, together.planned_yen AS "plannedYen"
  FROM (SELECT * ${FROM_THE_PERIOD} AND ($4::uuid IS NULL OR p.parcel_id > $4) ORDER BY p.parcel_id LIMIT $5) AS p
  JOIN shipment s USING (order_id)
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('lineId', l.line_id, 'sku', l.sku, 'quantity', l.quantity, 'item', l.item)
        ORDER BY o.parcel_id, l.position) AS lines,
      (sum(o.planned_yen) FILTER (WHERE l.position = 0))::int AS planned_yen
    FROM parcel o JOIN parcel_line l USING (parcel_id)
    WHERE o.order_id = p.order_id AND o.temperature = p.temperature AND o.planned_at = p.planned_at AND o.status <> 'voided'
  ) AS together
  ORDER BY p.parcel_id`;

/** Finds again what was asked when parcels were planned: goods from their lines, the promise from the order. */
@Injectable()
export class PlannedOnceStore {
  async count(tx: ReadTransaction, { from, to }: WhatIfPeriod, timeZone: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>(COUNT, [from, to, timeZone]);
    return row!.count;
  }

  /** In the order of planning. */
  page(
    tx: ReadTransaction,
    { from, to }: WhatIfPeriod,
    timeZone: string,
    after: string | null,
    limit: number,
  ): Promise<PlannedOnce[]> {
    return tx.query<PlannedOnce>(PAGE, [from, to, timeZone, after, limit]);
  }
}
