import { Inject, Injectable } from '@nestjs/common';
import { CARRIERS } from '@okuru/carriers';
import { CONFIG, type Config, type ReadTransaction, type Transaction } from '@okuru/platform';

/** Days in the shop's zone, both counted in. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What was done in a period, and what went wrong. */
export interface QualityTotals {
  readonly parcels: number;
  /** Good scans of goods in these parcels, as they stood when they were closed. */
  readonly goodScans: number;
  readonly wrongItem: number;
  readonly wrongLabel: number;
}

export interface Stops {
  readonly stops: number;
}
export interface StopsOfPair extends Stops {
  readonly expectedSku: string;
  readonly expectedName: string | null;
  readonly scannedSku: string;
  readonly scannedName: string | null;
}
export type StopsByReason = Stops & { readonly reason: string };
/** null: of an item without a shelf, or of no item. */
export type StopsByShelf = Stops & { readonly shelf: string | null };
/** null: the device said no name. */
export type StopsByStation = Stops & { readonly station: string | null };

export interface Quality extends QualityTotals {
  readonly reasons: readonly StopsByReason[];
  readonly pairs: readonly StopsOfPair[];
  readonly shelves: readonly StopsByShelf[];
  readonly stations: readonly StopsByStation[];
}

/** Rows of each table; whoever has more begins with these. */
const ROWS_MAX = 50;
/** The index of dispatches begins with the carrier. */
const EVERY_CARRIER = Object.keys(CARRIERS);

const BEGIN = '$1::date::timestamp AT TIME ZONE $3';
const END = '($2::date + 1)::timestamp AT TIME ZONE $3';

// The place of the last scan in its parcel says how many there were; lines of before that was kept count their units.
const TOTALS = `
  WITH gone AS MATERIALIZED (
    SELECT parcel_id FROM parcel WHERE carrier = ANY ($4::text[]) AND dispatched_at >= ${BEGIN} AND dispatched_at < ${END}
  ), scans AS (
    SELECT parcel_id, greatest(
        max(CASE WHEN cardinality(marks) > 0 THEN marks[cardinality(marks) - 1] ELSE 0 END),
        sum(CASE WHEN cardinality(marks) > 0 THEN 0 ELSE scanned END)) AS scans
    FROM gone JOIN parcel_line USING (parcel_id) GROUP BY parcel_id
  )
  SELECT (SELECT count(*)::int FROM gone) AS parcels, (SELECT coalesce(sum(scans), 0)::int FROM scans) AS "goodScans",
    (SELECT count(*)::int FROM gone JOIN mis_shipment USING (parcel_id) WHERE kind = 'wrong-item') AS "wrongItem",
    (SELECT count(*)::int FROM gone JOIN mis_shipment USING (parcel_id) WHERE kind = 'wrong-label') AS "wrongLabel"`;
const STOPPED = `blocked_scan b WHERE b.at >= ${BEGIN} AND b.at < ${END}`;
const REASONS = `SELECT reason, count(*)::int AS stops FROM ${STOPPED} GROUP BY 1 ORDER BY 2 DESC, 1`;
const PAIRS = `
  SELECT "expectedSku", expected.name_ja AS "expectedName", "scannedSku", scanned.name_ja AS "scannedName", stops
  FROM (
    SELECT b.expected_sku AS "expectedSku", b.scanned_sku AS "scannedSku", count(*)::int AS stops FROM ${STOPPED}
      AND b.expected_sku <> b.scanned_sku GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${ROWS_MAX}
  ) AS pair
  LEFT JOIN item expected ON expected.sku = "expectedSku" LEFT JOIN item scanned ON scanned.sku = "scannedSku"
  ORDER BY stops DESC, 1, 3`;
const SHELVES = `
  SELECT (SELECT l.item->>'shelf' FROM parcel_line l WHERE l.parcel_id = b.parcel_id AND l.sku = b.expected_sku LIMIT 1) AS shelf,
    count(*)::int AS stops
  FROM ${STOPPED} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${ROWS_MAX}`;
const STATIONS = `
  SELECT b.station, count(*)::int AS stops FROM ${STOPPED} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${ROWS_MAX}`;
const RECORD = `
  INSERT INTO mis_shipment (parcel_id, kind, recorded_at) VALUES ($1, $2, $3)
  ON CONFLICT (parcel_id) DO UPDATE SET kind = excluded.kind`;

export type MisShipment = 'wrong-item' | 'wrong-label';

/** Figures of the gate: what it stopped, and what left wrong all the same. */
@Injectable()
export class QualityFigures {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async of(tx: ReadTransaction, { from, to }: Period): Promise<Quality> {
    const period = [from, to, this.config.timeZone];
    const [totals] = await tx.query<QualityTotals>(TOTALS, [...period, EVERY_CARRIER]);
    return {
      ...totals!,
      reasons: await tx.query<StopsByReason>(REASONS, period),
      pairs: await tx.query<StopsOfPair>(PAIRS, period),
      shelves: await tx.query<StopsByShelf>(SHELVES, period),
      stations: await tx.query<StopsByStation>(STATIONS, period),
    };
  }

  /** A parcel is wrong once; who finds out more says it again. */
  async record(tx: Transaction, parcelId: string, kind: MisShipment, at: Date): Promise<void> {
    await tx.query(RECORD, [parcelId, kind, at.toISOString()]);
  }
}
