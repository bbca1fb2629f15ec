import type { Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import type { OwedUnits, Replacement } from './replace-first.js';

/** Units of one line of a report, as they are entered. */
export interface EnteredUnits extends Omit<OwedUnits, 'awaitedSince'> {
  /** Units the books lost: those owed, and those of an order that was given up before. */
  readonly writtenOff: number;
}

/** What was reported missing, and what came in its place. The caller holds the stock rows of the skus. */
@Injectable()
export class MissingUnits {
  /** Those of the reports that were heard before. */
  async known(tx: Transaction, reportIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ reportId: string }>(KNOWN, [reportIds]);
    return new Set(rows.map(({ reportId }) => reportId));
  }

  async enter(tx: Transaction, units: readonly EnteredUnits[], at: Date): Promise<void> {
    await tx.query(ENTER, [JSON.stringify(units), at]);
  }

  /** What is owed to these order lines, in the order in which it was reported. */
  owedTo(tx: Transaction, lines: readonly { orderId: string; lineId: string }[]): Promise<OwedUnits[]> {
    return tx.query<OwedUnits>(OWED, [
      lines.map(({ orderId }) => orderId),
      lines.map(({ lineId }) => lineId),
    ]);
  }

  async replace(tx: Transaction, replacements: readonly Replacement[]): Promise<void> {
    if (replacements.length) await tx.query(REPLACE, [JSON.stringify(replacements)]);
  }

  /** Marks what these reports still lack as awaited, and answers it. */
  startAwaiting(tx: Transaction, reportIds: readonly string[], at: Date): Promise<OwedUnits[]> {
    return tx.query<OwedUnits>(AWAIT, [reportIds, at]);
  }
}

const KNOWN = 'SELECT DISTINCT report_id AS "reportId" FROM missing_units WHERE report_id = ANY ($1::uuid[])';

const ENTER = `
  INSERT INTO missing_units (report_id, line_id, order_id, parcel_id, sku, cause, units, written_off, at)
  SELECT "reportId", "lineId", "orderId", "parcelId", sku, cause, owed, "writtenOff", $2
  FROM jsonb_to_recordset($1::jsonb) AS entered ("reportId" uuid, "lineId" text, "orderId" uuid, "parcelId" uuid,
    sku text, cause text, owed int, "writtenOff" int)`;

const OWED_UNITS = `
  report_id AS "reportId", cause, parcel_id AS "parcelId", order_id AS "orderId", line_id AS "lineId", sku,
  units - replaced AS owed, awaited_at AS "awaitedSince"`;

// Each line is looked for by itself, so that the index of what is owed serves it whatever the table holds.
const OWED = `
  SELECT ${OWED_UNITS} FROM unnest($1::uuid[], $2::text[]) AS wanted (of_order, of_line)
  CROSS JOIN LATERAL (
    SELECT * FROM missing_units WHERE order_id = of_order AND line_id = of_line AND replaced < units
  ) AS owed
  ORDER BY id`;

const REPLACE = `
  UPDATE missing_units SET replaced = replaced + came.units
  FROM jsonb_to_recordset($1::jsonb) AS came ("reportId" uuid, "lineId" text, units int)
  WHERE missing_units.report_id = came."reportId" AND missing_units.line_id = came."lineId"`;

const AWAIT = `
  UPDATE missing_units SET awaited_at = $2 WHERE report_id = ANY ($1::uuid[]) AND replaced < units
  RETURNING ${OWED_UNITS}`;
