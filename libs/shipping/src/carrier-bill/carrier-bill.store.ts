import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import { billedInAllYen } from './billed-row.js';
import type { Cause } from './causes.js';
import { isHeldAgainstPlan, type BillsBefore, type JudgedRow } from './judge-bill.js';
import type { BilledBefore } from './wrong-master.js';

/** A bill as it is named. */
export interface NamedBill {
  readonly billId: string;
  readonly carrier: string;
  readonly billNumber: string;
}

/** The days whose parcels a bill is expected to hold, ISO dates. */
export interface BilledDays {
  readonly firstDay: string;
  readonly lastDay: string;
}

// Two bills of one carrier at once would not see that they bill the same parcel.
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('carrier-bill ' || $1, 0))`;
const KEEP = `
  INSERT INTO carrier_bill AS bill (bill_id, carrier, bill_number, first_day, last_day, imported_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (carrier, bill_number) DO UPDATE
    SET first_day = least(bill.first_day, excluded.first_day), last_day = greatest(bill.last_day, excluded.last_day)
  RETURNING bill_id AS "billId"`;
const ITEMS_BEFORE = `
  SELECT r.single_sku AS sku, count(*)::int AS parcels, (count(*) FILTER (WHERE r.over_plan IS NOT NULL))::int AS over
  FROM carrier_bill_row r
  JOIN unnest($1::text[], $2::jsonb[]) AS asked (sku, measured) ON asked.sku = r.single_sku AND asked.measured = r.measured
  WHERE r.held_against_plan GROUP BY r.single_sku`;
const INSERT = `
  INSERT INTO carrier_bill_row (bill_id, row_hash, row_number, tracking_number, class_code, weight_grams, billed_yen,
    surcharge_yen, surcharge_kind, billed_on, parcel_id, planned, parts, cause, difference_yen, held_against_plan, single_sku,
    units, measured, tare_grams, over_plan)
  SELECT $1, row_hash, row_number, tracking_number, class_code, weight_grams, billed_yen, surcharge_yen, surcharge_kind,
    billed_on, parcel_id, planned, parts, cause, difference_yen, held_against_plan, single_sku, units, measured, tare_grams, over_plan
  FROM jsonb_populate_recordset(null::carrier_bill_row, $2::jsonb)`;

/** Keeps what carriers billed. */
@Injectable()
export class CarrierBillStore {
  /** Bills of one carrier come one after the other until the transaction ends. */
  async lock(tx: Transaction, carrier: string): Promise<void> {
    await tx.query(LOCK, [carrier]);
  }

  /** What bills said before of these numbers and items. */
  async before(
    tx: ReadTransaction,
    { carrier, billNumber }: Omit<NamedBill, 'billId'>,
    trackingNumbers: readonly string[],
    items: readonly { readonly sku: string; readonly measured: object }[],
  ): Promise<BillsBefore> {
    const hashes = await tx.query<{ hash: string }>(
      `SELECT row_hash AS hash FROM carrier_bill_row JOIN carrier_bill USING (bill_id)
       WHERE carrier = $1 AND bill_number = $2`,
      [carrier, billNumber],
    );
    const billed = await tx.query<{ number: string }>(
      `SELECT DISTINCT tracking_number AS number FROM carrier_bill_row JOIN carrier_bill USING (bill_id)
       WHERE carrier = $1 AND tracking_number = ANY ($2::text[])`,
      [carrier, trackingNumbers],
    );
    const known = await tx.query<BilledBefore & { sku: string }>(ITEMS_BEFORE, [
      items.map(({ sku }) => sku),
      items.map(({ measured }) => JSON.stringify(measured)),
    ]);
    return {
      hashes: new Set(hashes.map(({ hash }) => hash)),
      billed: new Set(billed.map(({ number }) => number)),
      items: new Map(known.map(({ sku, parcels, over }) => [sku, { parcels, over }])),
    };
  }

  /** The id of the bill, which stays when more of its rows come later. */
  async keep(
    tx: Transaction,
    { billId, carrier, billNumber }: NamedBill,
    { firstDay, lastDay }: BilledDays,
    rows: readonly JudgedRow[],
    at: Date,
  ): Promise<string> {
    const [kept] = await tx.query<{ billId: string }>(KEEP, [
      ...[billId, carrier, billNumber, firstDay, lastDay, at.toISOString()],
    ]);
    await tx.query(INSERT, [kept!.billId, JSON.stringify(rows.map(rowOf))]);
    return kept!.billId;
  }

  async find(tx: ReadTransaction, carrier: string, billNumber: string): Promise<string | undefined> {
    const [row] = await tx.query<{ billId: string }>(
      `SELECT bill_id AS "billId" FROM carrier_bill WHERE carrier = $1 AND bill_number = $2`,
      [carrier, billNumber],
    );
    return row?.billId;
  }
}

/** The part with the most yen names the row. */
const mainCause = ({ parts }: JudgedRow): Cause | null =>
  [...parts].sort((a, b) => Math.abs(b.yen) - Math.abs(a.yen))[0]?.cause ?? null;

const rowOf = (row: JudgedRow) => {
  const { billed, parcel, parts } = row;
  const { single } = parcel ?? {};
  return {
    row_hash: row.hash,
    row_number: billed.row,
    tracking_number: billed.trackingNumber,
    class_code: billed.classCode,
    weight_grams: billed.weightGrams,
    billed_yen: billed.billedYen,
    surcharge_yen: billed.surchargeYen,
    surcharge_kind: billed.surchargeKind,
    billed_on: billed.billedOn,
    parcel_id: parcel?.parcelId ?? null,
    planned: parcel?.planned ?? null,
    parts,
    cause: mainCause(row),
    difference_yen: differenceOf(row),
    held_against_plan: isHeldAgainstPlan(row),
    single_sku: single?.sku ?? null,
    units: single?.units ?? null,
    measured: single?.measured ?? null,
    tare_grams: parcel?.tareGrams ?? null,
    over_plan: row.over,
  };
};

const differenceOf = (row: JudgedRow): number => {
  const { planned } = row.parcel ?? {};
  const billed = billedInAllYen(row.billed);
  return isHeldAgainstPlan(row) && planned ? billed - planned.freightYen - planned.surchargeYen : billed;
};
