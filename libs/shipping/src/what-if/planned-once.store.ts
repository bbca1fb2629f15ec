import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';
import type { PlannedOnce } from './reprice.js';
import type { WhatIfPeriod } from './what-if.store.js';

// Parcels of one order, planned at one moment by one decision, came of one question; the first of them that left stands for it.
const SAME = `other.order_id = p.order_id AND other.temperature = p.temperature AND other.planned_at = p.planned_at
  AND other.decision_id IS NOT DISTINCT FROM p.decision_id`;
// What was planned together and divided at the table was sent otherwise than it was asked.
const SPLIT = `EXISTS (SELECT FROM parcel_split s WHERE s.order_id = p.order_id AND s.decision_id = p.decision_id)`;
const FROM_THE_PERIOD = `
  FROM parcel p WHERE p.dispatched_at >= $1::date::timestamp AT TIME ZONE $3
    AND p.dispatched_at < ($2::date + 1)::timestamp AT TIME ZONE $3
    AND NOT EXISTS (SELECT FROM parcel other WHERE ${SAME} AND other.parcel_id < p.parcel_id AND other.dispatched_at IS NOT NULL)`;
const COUNT = `SELECT count(*)::int AS count ${FROM_THE_PERIOD}`;
const PAGE = `
  SELECT p.parcel_id AS "parcelId", p.order_id AS "orderId", p.reference,
    CASE WHEN NOT ${SPLIT} THEN d.question END AS question,
    (SELECT sum(other.planned_yen)::int FROM parcel other WHERE ${SAME}) AS "plannedYen"
  FROM (SELECT * ${FROM_THE_PERIOD} AND ($4::uuid IS NULL OR p.parcel_id > $4) ORDER BY p.parcel_id LIMIT $5) AS p
  LEFT JOIN packaging_decision d USING (decision_id)
  ORDER BY p.parcel_id`;

/** Finds again what was asked when parcels were planned. */
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
