import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { ParcelDecision } from '../choose-packaging/recorded-decision.js';
import type { StayingLine } from '../parcel/split.js';
import type { LeftToAPerson } from '../plan-parcels/goods.js';

/** What a parcel was planned as, as far as its split asks for it. */
export interface PlannedAs {
  readonly orderId: string;
  readonly decisionId: string | null;
  /** Of the plan; null: a person chose it. */
  readonly packageCode: string | null;
}

interface KeptSplit {
  readonly parcelId: string;
  readonly orderId: string;
  readonly decisionId: string | null;
  readonly fromCode: string | null;
  readonly toCode: string | null;
  readonly lines: readonly StayingLine[];
  readonly decision: ParcelDecision | LeftToAPerson;
  /** How many it was divided into, besides itself. */
  readonly parcels: number;
  readonly extraYen: number | null;
  readonly at: Date;
}

const PLANNED_AS = `
  SELECT order_id AS "orderId", decision_id AS "decisionId", decision #>> '{outcome,chosen,0,packageCode}' AS "packageCode"
  FROM parcel WHERE parcel_id = $1`;
const STAYS = `
  UPDATE parcel_line AS line SET quantity = stays.quantity, missing = 0, awaited_since = NULL
  FROM jsonb_to_recordset($2::jsonb) AS stays ("lineId" text, quantity int)
  WHERE line.parcel_id = $1 AND line.line_id = stays."lineId"`;
const GOES = 'DELETE FROM parcel_line WHERE parcel_id = $1 AND line_id <> ALL ($2::text[])';
const DECIDED = `UPDATE parcel SET decision = $2::jsonb, decision_id = $2::jsonb->>'decisionId' WHERE parcel_id = $1`;
const RECORD = `
  INSERT INTO parcel_split (parcel_id, order_id, decision_id, from_code, to_code, parcels, extra_yen, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Parcels whose box did not take everything. The caller holds the locks of the order and the parcel. */
@Injectable()
export class Splits {
  async plannedAs(tx: ReadTransaction, parcelId: string): Promise<PlannedAs | undefined> {
    const [planned] = await tx.query<PlannedAs>(PLANNED_AS, [parcelId]);
    return planned;
  }

  async keep(tx: Transaction, split: KeptSplit): Promise<void> {
    const { parcelId, orderId, decisionId, fromCode, toCode, lines, decision, parcels, extraYen, at } = split;
    await tx.query(STAYS, [parcelId, JSON.stringify(lines)]);
    await tx.query(GOES, [parcelId, lines.map(({ lineId }) => lineId)]);
    await tx.query(DECIDED, [parcelId, JSON.stringify(decision)]);
    await tx.query(RECORD, [
      ...[parcelId, orderId, decisionId, fromCode, toCode, parcels, extraYen],
      at.toISOString(),
    ]);
  }
}
