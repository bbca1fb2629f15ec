import { Injectable } from '@nestjs/common';
import { prepared, type Transaction } from '@okuru/platform';
import { withChecklists } from './checklists.store.js';
import type { Fill } from './gate.js';
import { unitsOf, type Parcel, type ParcelEvent } from './parcel.js';
import {
  enclosuresColumn,
  issueColumn,
  marksText,
  parcelInHand,
  type LineRow,
  type ParcelInHand,
  type ParcelRow,
} from './parcel-rows.js';

/** What a stored answer looks like: HTTP status and body. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: object;
}

/** One action of one key holder; a repeat has the same ids and the same hash. */
export interface Operation {
  readonly keyId: string;
  readonly opId: string;
  readonly requestHash: string;
  /** The device it was done on, where that said its name. */
  readonly station?: string | null;
}

/** A near miss. */
export interface BlockedScan {
  readonly reason: string;
  readonly scanned: string;
  readonly scannedSku: string | null;
  readonly expectedSku: string | null;
}

/** A parcel by its id or by the waybill somebody scanned, a void one too. */
export type ParcelName = { readonly parcelId: string } | { readonly waybill: string };

export interface OpenedParcel {
  /** undefined: no parcel bears this name. */
  readonly inHand: ParcelInHand | undefined;
  /** What the same action was answered before. */
  readonly before: (StoredAnswer & { readonly requestHash: string }) | undefined;
}

interface OpenedRow {
  readonly opened: {
    readonly parcel: ParcelRow | null;
    readonly lines: readonly LineRow[] | null;
    readonly operation: (StoredAnswer & { readonly requestHash: string }) | null;
  };
}

// The scan path: one statement locks and reads, one writes; the first touch of a parcel reads its checklist beside. `open_parcel` is made by the migration that explains it.
const OPEN_BY_ID = prepared('SELECT open_parcel($1::uuid, $2, $3) AS opened');
const OPEN_BY_WAYBILL = prepared(
  `SELECT open_parcel(coalesce(
     (SELECT parcel_id FROM parcel WHERE tracking_number = $1),
     (SELECT parcel_id FROM void_waybill WHERE tracking_number = $1)), $2, $3) AS opened`,
);
const SAVE = prepared(`
  WITH filled AS (
    UPDATE parcel_line AS line SET scanned = line.scanned + fill.units, marks = fill.marks::int[]
    FROM unnest($2::text[], $3::int[], $30::text[]) AS fill (line_id, units, marks)
    WHERE line.parcel_id = $1::uuid AND line.line_id = fill.line_id
  ), moved AS (
    UPDATE parcel SET status = $5, package_code = $6, carrier = $7, service = $8, planned_yen = $9, weight_grams = $10,
      label_asked_at = $11, tracking_number = $12, closed_at = $13, dispatched_at = $14, delivered_at = $15, voided_at = $16,
      label_outgrown = $28, label_issue = $29, held_reason = $31, held_at = $32, enclosures = $34::jsonb, proving_station = $35
    WHERE $4::boolean AND parcel_id = $1::uuid
  ), stopped AS (
    INSERT INTO blocked_scan (parcel_id, order_id, reason, scanned, scanned_sku, expected_sku, at, station)
    SELECT $1::uuid, $17::uuid, $18, $19, $20, $21, $22::timestamptz, $33 WHERE $18::text IS NOT NULL
  )
  INSERT INTO operation (key_id, op_id, request_hash, status, answer, parcel_id, at)
  SELECT $23, $24, $25, $26::smallint, $27::jsonb, $1::uuid, $22::timestamptz WHERE $23::text IS NOT NULL
  ON CONFLICT DO NOTHING RETURNING op_id`);

/** Reads and writes parcels one at a time, under the lock of their row. */
@Injectable()
export class ParcelStore {
  /** Locks the parcel until the transaction ends. */
  async open(tx: Transaction, name: ParcelName, { keyId, opId }: Operation): Promise<OpenedParcel> {
    const [statement, value] =
      'waybill' in name ? [OPEN_BY_WAYBILL, name.waybill] : [OPEN_BY_ID, name.parcelId];
    const [row] = await tx.query<OpenedRow>(statement, [value, keyId, opId]);
    const { parcel, lines, operation } = row!.opened;
    const opened = parcel ? [{ row: parcel, lines: lines ?? [] }] : [];
    const [found] = [...(await withChecklists(tx, opened)).values()];
    return {
      inHand: found && parcelInHand(found, lines ?? []),
      before: operation ?? undefined,
    };
  }

  /** Writes what happened and the answer in one statement; false when the same action was answered meanwhile. */
  async save(
    tx: Transaction,
    step: {
      readonly parcel: Parcel | undefined;
      readonly events: readonly ParcelEvent[];
      readonly blocked: BlockedScan | undefined;
      readonly at: Date;
      readonly answered: { readonly operation: Operation; readonly answer: StoredAnswer } | undefined;
    },
  ): Promise<boolean> {
    const { parcel, events, blocked, answered } = step;
    const fills = events.flatMap((event): readonly Fill[] => unitsOf(event) ?? []);
    const enclosures = parcel ? enclosuresColumn(parcel) : null;
    const marks = new Map(parcel?.lines.map((line) => [line.lineId, marksText(line)]));
    const rows = await tx.query(SAVE, [
      parcel?.parcelId ?? null,
      fills.map(({ lineId }) => lineId),
      fills.map(({ by }) => by),
      events.some((event) => !unitsOf(event)),
      ...columnsOf(parcel),
      parcel?.orderId ?? null,
      blocked?.reason ?? null,
      blocked?.scanned ?? null,
      blocked?.scannedSku ?? null,
      blocked?.expectedSku ?? null,
      step.at.toISOString(),
      answered?.operation.keyId ?? null,
      answered?.operation.opId ?? null,
      answered?.operation.requestHash ?? null,
      answered?.answer.status ?? null,
      answered ? JSON.stringify(answered.answer.body) : null,
      parcel?.label?.outgrown ?? false,
      parcel ? issueColumn(parcel) : 1,
      fills.map(({ lineId }) => marks.get(lineId)),
      parcel?.held?.reason ?? null,
      parcel?.held?.at ?? null,
      answered?.operation.station ?? null,
      enclosures ? JSON.stringify(enclosures) : null,
      parcel?.station ?? null,
    ]);
    return answered === undefined || rows.length === 1;
  }
}

const columnsOf = (parcel: Parcel | undefined): unknown[] => [
  parcel?.status ?? null,
  parcel?.packageCode ?? null,
  parcel?.carriage?.carrier ?? null,
  parcel?.carriage?.service ?? null,
  parcel?.carriage?.plannedYen ?? null,
  parcel?.weightGrams ?? null,
  parcel?.label?.askedAt ?? null,
  parcel?.label?.trackingNumber ?? null,
  parcel && 'closedAt' in parcel ? parcel.closedAt : null,
  parcel && 'dispatchedAt' in parcel ? parcel.dispatchedAt : null,
  parcel && 'deliveredAt' in parcel ? parcel.deliveredAt : null,
  parcel && 'voidedAt' in parcel ? parcel.voidedAt : null,
];
