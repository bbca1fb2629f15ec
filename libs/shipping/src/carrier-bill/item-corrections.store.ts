import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '@okuru/platform';
import type { CorrectionEvidence, Measured } from './item-correction.js';

/** What bills say of one item, as long as the master says the same of it. */
export interface DoubtfulItem {
  readonly sku: string;
  readonly parcels: number;
  readonly measured: Measured;
  readonly evidence: readonly CorrectionEvidence[];
}

/** Items shown at most, those that cost most first. */
const ITEMS_MAX = 200;

// An item whose size or weight changed since is another item: what was billed before says nothing of it.
const DOUBTFUL = `
  SELECT r.single_sku AS sku, r.measured, count(*)::int AS parcels,
    jsonb_agg(jsonb_build_object('trackingNumber', r.tracking_number, 'parcelId', r.parcel_id, 'billNumber', b.bill_number,
      'units', r.units, 'over', r.over_plan, 'plannedClass', r.planned->>'classCode', 'billedClass', r.class_code,
      'billedWeightGrams', r.weight_grams, 'tareGrams', r.tare_grams, 'yen', c.yen)
      ORDER BY r.billed_on DESC, r.tracking_number) FILTER (WHERE r.over_plan IS NOT NULL) AS evidence
  FROM carrier_bill_row r JOIN carrier_bill b USING (bill_id) LEFT JOIN item i ON i.sku = r.single_sku
  CROSS JOIN LATERAL (
    SELECT coalesce(sum((part->>'yen')::int), 0)::int AS yen FROM jsonb_array_elements(r.parts) AS parts (part)
    WHERE part->>'cause' IN ('bulge', 'weight', 'wrong-master')) AS c
  WHERE r.single_sku IS NOT NULL AND r.held_against_plan AND (i.measured IS NULL OR i.measured = r.measured)
  GROUP BY r.single_sku, r.measured
  HAVING count(*) FILTER (WHERE r.over_plan IS NOT NULL) >= $1
    AND 2 * count(*) FILTER (WHERE r.over_plan IS NOT NULL) >= count(*)
  ORDER BY sum(c.yen) FILTER (WHERE r.over_plan IS NOT NULL) DESC, r.single_sku LIMIT ${ITEMS_MAX}`;

/** Finds items whose parcels carriers bill larger than planned. */
@Injectable()
export class ItemCorrections {
  doubtful(tx: ReadTransaction, parcelsMin: number): Promise<DoubtfulItem[]> {
    return tx.query<DoubtfulItem>(DOUBTFUL, [parcelsMin]);
  }
}
