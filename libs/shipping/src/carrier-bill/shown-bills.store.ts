import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';
import type { Difference } from './differences-csv.js';
import type { Cause } from './causes.js';

/** A bill in the list. */
export interface ShownBill {
  readonly billId: string;
  readonly carrier: string;
  readonly billNumber: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly importedAt: string;
  readonly rows: number;
  /** Freight and surcharges. */
  readonly billedYen: number;
  /** Billed above plan; rows that no plan can be held against count whole. Parcels on no bill are not in it. */
  readonly differenceYen: number;
}

export interface CauseSum {
  readonly cause: Cause;
  readonly rows: number;
  readonly yen: number;
}

const BILL = `
  b.bill_id AS "billId", b.carrier, b.bill_number AS "billNumber", b.first_day::text AS "firstDay", b.last_day::text AS "lastDay",
  b.imported_at AS "importedAt",
  (SELECT jsonb_build_object('rows', count(*), 'billedYen', coalesce(sum(r.billed_yen + r.surcharge_yen), 0),
     'differenceYen', coalesce(sum(r.difference_yen), 0)) FROM carrier_bill_row r WHERE r.bill_id = b.bill_id) AS sums`;
const LIST = `SELECT ${BILL} FROM carrier_bill b ORDER BY b.imported_at DESC, b.bill_id LIMIT $1`;
const ONE = `SELECT ${BILL} FROM carrier_bill b WHERE b.bill_id = $1`;
const BY_CAUSE = `
  SELECT part->>'cause' AS cause, count(*)::int AS rows, sum((part->>'yen')::int)::int AS yen
  FROM carrier_bill_row r, jsonb_array_elements(r.parts) AS parts (part) WHERE r.bill_id = $1 GROUP BY 1 ORDER BY 3 DESC, 1`;
const DIFFERENCES = `
  SELECT r.tracking_number AS "trackingNumber", p.reference AS "orderReference", r.cause, r.parts,
    r.planned->>'classCode' AS "plannedClass", r.class_code AS "billedClass",
    (r.planned->>'freightYen')::int + (r.planned->>'surchargeYen')::int AS "plannedYen",
    r.billed_yen + r.surcharge_yen AS "billedYen", r.difference_yen AS "differenceYen", r.billed_on::text AS "billedOn",
    r.single_sku AS sku
  FROM carrier_bill_row r LEFT JOIN parcel p ON p.parcel_id = r.parcel_id
  WHERE r.bill_id = $1 AND r.cause IS NOT NULL
  ORDER BY abs(r.difference_yen) DESC, r.row_number, r.row_hash LIMIT $2`;
// Asked anew each time: what comes with the next bill is billed then.
const NOT_BILLED = `
  SELECT p.tracking_number AS "trackingNumber", p.reference AS "orderReference", 'not-billed' AS cause, '[]'::jsonb AS parts,
    NULL AS "plannedClass", NULL AS "billedClass", NULL::int AS "plannedYen", NULL::int AS "billedYen", 0 AS "differenceYen",
    NULL AS "billedOn", NULL AS sku
  FROM carrier_bill b JOIN parcel p ON p.carrier = b.carrier AND p.dispatched_at IS NOT NULL
    AND p.dispatched_at >= b.first_day::timestamp AT TIME ZONE $3
    AND p.dispatched_at < (b.last_day + 1)::timestamp AT TIME ZONE $3
  WHERE b.bill_id = $1 AND NOT EXISTS (
    SELECT FROM carrier_bill_row r JOIN carrier_bill other USING (bill_id)
    WHERE r.tracking_number = p.tracking_number AND other.carrier = b.carrier)
  ORDER BY p.dispatched_at, p.parcel_id LIMIT $2`;

interface BillRow extends Omit<ShownBill, 'rows' | 'billedYen' | 'differenceYen'> {
  readonly sums: Pick<ShownBill, 'rows' | 'billedYen' | 'differenceYen'>;
}

/** Bills to look at. */
@Injectable()
export class ShownBills {
  /** Newest first. */
  async list(tx: ReadTransaction, limit: number): Promise<ShownBill[]> {
    const rows = await tx.query<BillRow>(LIST, [limit]);
    return rows.map(shownBill);
  }

  async find(tx: ReadTransaction, billId: string): Promise<ShownBill | undefined> {
    const [row] = await tx.query<BillRow>(ONE, [billId]);
    return row && shownBill(row);
  }

  byCause(tx: ReadTransaction, billId: string): Promise<CauseSum[]> {
    return tx.query<CauseSum>(BY_CAUSE, [billId]);
  }

  /** Rows that are not as planned, the most yen first. */
  differences(tx: ReadTransaction, billId: string, limit: number): Promise<Difference[]> {
    return tx.query<Difference>(DIFFERENCES, [billId, limit]);
  }

  /** Parcels that left in the days of the bill and are on no bill of the carrier, oldest first. */
  notBilled(tx: ReadTransaction, billId: string, limit: number, timeZone: string): Promise<Difference[]> {
    return tx.query<Difference>(NOT_BILLED, [billId, limit, timeZone]);
  }
}

const shownBill = ({ sums, ...bill }: BillRow): ShownBill => ({ ...bill, ...sums });
