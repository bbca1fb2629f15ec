import { Injectable } from '@nestjs/common';
import type { EventData, ShortageCause } from '@okuru/contracts';
import type { Transaction } from '@okuru/platform';
import type { ShortLine } from '../parcel/shortage.js';
import type { ReservedLine } from '../shipment/shipment.js';

interface Report {
  readonly reportId: string;
  readonly parcelId: string;
  readonly orderId: string;
  readonly sku: string;
  readonly cause: ShortageCause;
}

/** What a report still lacks on one line. */
export interface StillMissing {
  readonly reportId: string;
  readonly lineId: string;
  readonly outstanding: number;
}

/** Units that came for a parcel, whatever became of it meanwhile. */
export interface CameFor extends ReservedLine {
  readonly orderId: string;
  /** The parcel that lacked them is void, or left without them. */
  readonly homeless: boolean;
}

/** What parcels lack. The caller holds the locks of the parcels. */
@Injectable()
export class Shortages {
  async record(tx: Transaction, report: Report, lines: readonly ShortLine[], at: Date): Promise<void> {
    await tx.query(RECORD, [
      ...[report.reportId, report.parcelId, report.orderId, report.sku, report.cause],
      ...[JSON.stringify(lines), at.toISOString()],
    ]);
  }

  /** The lines lack less; answers what came by it. Told again, or of an older state, it changes nothing. */
  replaced(tx: Transaction, answers: readonly StillMissing[]): Promise<CameFor[]> {
    return tx.query<CameFor>(REPLACED, [JSON.stringify(answers)]);
  }

  /** The parcel goes without what it lacks, which is planned by itself once it is there. */
  async leaveBehind(tx: Transaction, parcelId: string): Promise<void> {
    await tx.query(LEAVE_BEHIND, [parcelId]);
  }

  /** Nothing is there for what these lines still lack. */
  async awaited(tx: Transaction, answers: readonly EventData<'stock.replacement-awaited'>[]): Promise<void> {
    const rows = answers.flatMap(({ reportId, lines, since }) =>
      lines.map(({ lineId }) => ({ reportId, lineId, since })),
    );
    await tx.query(AWAITED, [JSON.stringify(rows)]);
  }
}

const RECORD = `
  WITH short AS (
    SELECT * FROM jsonb_to_recordset($6::jsonb) AS short ("lineId" text, missing int, "takenOut" int)
  ), lacking AS (
    UPDATE parcel_line AS line
    SET missing = line.missing + short.missing, scanned = line.scanned - short."takenOut",
      marks = CASE WHEN short."takenOut" > 0 AND cardinality(line.marks) > 0
        THEN ARRAY[line.marks[cardinality(line.marks) - 1], 0] ELSE line.marks END
    FROM short WHERE line.parcel_id = $2::uuid AND line.line_id = short."lineId"
  )
  INSERT INTO shortage (report_id, line_id, parcel_id, order_id, sku, cause, units, taken_out, missing, reported_at)
  SELECT $1::uuid, "lineId", $2::uuid, $3::uuid, $4, $5, missing, "takenOut", missing, $7::timestamptz FROM short`;

// A batch may answer a report more than once: the last answer lacks least. Lines that two reports name add up.
const REPLACED = `
  WITH answered AS (
    SELECT "reportId", "lineId", min(outstanding) AS outstanding
    FROM jsonb_to_recordset($1::jsonb) AS answered ("reportId" uuid, "lineId" text, outstanding int) GROUP BY 1, 2
  ), came AS (
    SELECT report_id, line_id, parcel_id, order_id, sku, item, missing - outstanding AS units
    FROM shortage JOIN answered ON report_id = "reportId" AND line_id = "lineId" WHERE missing > outstanding
  ), less AS (
    UPDATE shortage SET missing = missing - came.units FROM came
    WHERE shortage.report_id = came.report_id AND shortage.line_id = came.line_id
  ), in_parcels AS (
    UPDATE parcel_line AS line
    SET missing = line.missing - came.units, awaited_since = CASE WHEN line.missing > came.units THEN awaited_since END
    FROM (SELECT parcel_id, line_id, sum(units)::int AS units FROM came WHERE item IS NULL GROUP BY 1, 2) AS came
    JOIN parcel USING (parcel_id)
    WHERE line.parcel_id = came.parcel_id AND line.line_id = came.line_id
    RETURNING parcel.order_id AS "orderId", parcel.status = 'voided' AS homeless, line.line_id AS "lineId", line.sku,
      came.units AS quantity, line.item
  )
  SELECT * FROM in_parcels
  UNION ALL SELECT order_id, true, line_id, sku, units, item FROM came WHERE item IS NOT NULL`;

const AWAITED = `
  UPDATE parcel_line AS line SET awaited_since = coalesce(line.awaited_since, awaited.since)
  FROM (
    SELECT parcel_id, line_id, min(since) AS since
    FROM jsonb_to_recordset($1::jsonb) AS told ("reportId" uuid, "lineId" text, since timestamptz)
    JOIN shortage ON report_id = "reportId" AND line_id = "lineId"
    WHERE missing > 0 AND item IS NULL GROUP BY 1, 2
  ) AS awaited
  WHERE line.parcel_id = awaited.parcel_id AND line.line_id = awaited.line_id`;

const LEAVE_BEHIND = `
  UPDATE shortage SET item = line.item FROM parcel_line AS line
  WHERE shortage.parcel_id = $1 AND shortage.missing > 0 AND shortage.item IS NULL
    AND line.parcel_id = shortage.parcel_id AND line.line_id = shortage.line_id`;
