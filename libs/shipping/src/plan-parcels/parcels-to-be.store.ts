import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { ParcelPlan } from './plan-units.js';

/** A planned parcel with its id. */
export interface ParcelToBe extends ParcelPlan {
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
  /** The parcel in whose box its goods found no room; absent: planned from stock. */
  readonly splitFrom?: string;
}

// Bodies travel as one JSON array: escaping them one by one into arrays costs more than the inserts.
const PARCELS = `
  INSERT INTO parcel (parcel_id, order_id, reference, temperature, status, package_code, carrier, service, planned_yen, decision, decision_id, split_from, planned_at)
  SELECT parcel_id, order_id, reference, temperature, 'planned', package_code, carrier, service, planned_yen, decision, decision->>'decisionId', split_from, $2::timestamptz
  FROM jsonb_to_recordset($1::jsonb) AS planned (parcel_id uuid, order_id uuid, reference text, temperature text,
    package_code text, carrier text, service text, planned_yen int, decision jsonb, split_from uuid)`;
const LINES = `
  INSERT INTO parcel_line (parcel_id, position, line_id, sku, quantity, item)
  SELECT parcel_id, position, line_id, sku, quantity, item
  FROM jsonb_to_recordset($1::jsonb) AS planned (parcel_id uuid, position int, line_id text, sku text, quantity int, item jsonb)`;

/** Writes the parcels of a whole batch of orders in two statements. */
@Injectable()
export class ParcelsToBe {
  async insert(tx: Transaction, parcels: readonly ParcelToBe[], at: Date): Promise<void> {
    if (parcels.length === 0) return;
    await tx.query(PARCELS, [JSON.stringify(parcels.map(parcelRow)), at.toISOString()]);
    await tx.query(LINES, [JSON.stringify(parcels.flatMap(lineRows))]);
  }
}

const parcelRow = ({
  parcelId,
  orderId,
  reference,
  temperature,
  packageCode,
  carriage,
  decision,
  splitFrom,
}: ParcelToBe) => ({
  parcel_id: parcelId,
  order_id: orderId,
  reference,
  temperature,
  package_code: packageCode,
  carrier: carriage?.carrier ?? null,
  service: carriage?.service ?? null,
  planned_yen: carriage?.plannedYen ?? null,
  decision,
  split_from: splitFrom ?? null,
});

const lineRows = ({ parcelId, lines }: ParcelToBe) =>
  lines.map(({ lineId, sku, quantity, item }, position) => ({
    parcel_id: parcelId,
    position,
    line_id: lineId,
    sku,
    quantity,
    item,
  }));
