import { Injectable } from '@nestjs/common';
import { prepared, type Transaction } from '@okuru/platform';
import { evolve, unitsOf, type Parcel, type ParcelEvent } from './parcel.js';
import { withChecklists } from './checklists.store.js';
import {
  enclosuresColumn,
  issueColumn,
  marksText,
  parcelInHand,
  type LineRow,
  type ParcelInHand,
  type ParcelRow,
} from './parcel-rows.js';
import type { BlockedScan, OpenedParcel, Operation, StoredAnswer } from './parcel.store.js';

/** What happened to one parcel of many. */
export interface ParcelStep {
  /** As it was opened. */
  readonly before: Parcel;
  readonly events: readonly ParcelEvent[];
  readonly blocked?: BlockedScan | undefined;
  readonly answered?: { readonly operation: Operation; readonly answer: StoredAnswer } | undefined;
}

interface LineOfParcel extends Omit<LineRow, 'barcodes'> {
  readonly parcelId: string;
  readonly position: number;
  /** As the catalogue has them; null: the line knows them as well. */
  readonly barcodes: readonly string[] | null;
}

/** What an operation was answered before. */
type AnsweredBefore = NonNullable<OpenedParcel['before']>;

// Locked in the order of their ids, whoever comes: no two runs wait for each other. What is answered is each row as the
// other station left it, should the lock have been waited for. Columns named one by one: the decision is large.
const LOCK = `
  SELECT parcel_id, order_id, reference, temperature, status, package_code, carrier, service, planned_yen, weight_grams,
    label_asked_at, tracking_number, label_outgrown, label_issue, held_reason, held_at, proving_station,
    moved_expected_on::text AS moved_expected_on, enclosures, closed_at, dispatched_at, delivered_at, voided_at
  FROM parcel WHERE parcel_id = ANY ($1::uuid[]) ORDER BY parcel_id FOR UPDATE`;
// Statements of their own on purpose: they see what the other station wrote while the lock was waited for. One look for each
// parcel (OFFSET 0 keeps it so), since PostgreSQL would turn joins of a hundred ids into scans of whole tables that it has no
// statistics of yet: that of the items, once for each parcel, was a quarter of all its work.
const LINES = prepared(`
  SELECT line.* FROM unnest($1::uuid[]) AS wanted (parcel_id) CROSS JOIN LATERAL (
    SELECT l.parcel_id AS "parcelId", l.position, l.line_id AS "lineId", l.sku, l.quantity, l.scanned, l.marks, l.missing, l.item,
      (SELECT barcodes FROM item WHERE item.sku = l.sku AND item_version >= (l.item->>'itemVersion')::integer) AS barcodes
    FROM parcel_line l WHERE l.parcel_id = wanted.parcel_id OFFSET 0) AS line
  ORDER BY "parcelId", position`);
const ANSWERED = prepared(`
  SELECT op_id AS "opId", answered.* FROM unnest($2::text[]) AS wanted (op_id) CROSS JOIN LATERAL (
    SELECT request_hash AS "requestHash", status, answer AS body FROM operation
    WHERE key_id = $1 AND op_id = wanted.op_id OFFSET 0) AS answered`);
const FILL = `
  UPDATE parcel_line AS line SET scanned = line.scanned + fill.units, marks = fill.marks::int[]
  FROM jsonb_to_recordset($1::jsonb) AS fill (parcel_id uuid, line_id text, units int, marks text)
  WHERE line.parcel_id = fill.parcel_id AND line.line_id = fill.line_id`;
const MOVE = `
  UPDATE parcel SET status = now.status, package_code = now.package_code, carrier = now.carrier, service = now.service,
    planned_yen = now.planned_yen, weight_grams = now.weight_grams, label_asked_at = now.label_asked_at,
    tracking_number = now.tracking_number, closed_at = now.closed_at, dispatched_at = now.dispatched_at,
    label_outgrown = now.label_outgrown, label_issue = now.label_issue,
    held_reason = now.held_reason, held_at = now.held_at, enclosures = now.enclosures,
    proving_station = now.proving_station
  FROM jsonb_to_recordset($1::jsonb) AS now (parcel_id uuid, status text, package_code text, carrier text, service text,
    planned_yen int, weight_grams int, label_asked_at timestamptz, tracking_number text, closed_at timestamptz,
    dispatched_at timestamptz, label_outgrown boolean, label_issue int,
    held_reason text, held_at timestamptz, enclosures jsonb, proving_station text)
  WHERE parcel.parcel_id = now.parcel_id`;
const STOP = `
  INSERT INTO blocked_scan (parcel_id, order_id, reason, scanned, scanned_sku, expected_sku, at)
  SELECT parcel_id, order_id, reason, scanned, scanned_sku, expected_sku, $2::timestamptz FROM jsonb_to_recordset($1::jsonb)
    AS stop (parcel_id uuid, order_id uuid, reason text, scanned text, scanned_sku text, expected_sku text)`;
const ANSWER = `
  INSERT INTO operation (key_id, op_id, request_hash, status, answer, parcel_id, at)
  SELECT key_id, op_id, request_hash, status, answer, parcel_id, $2::timestamptz FROM jsonb_to_recordset($1::jsonb)
    AS kept (key_id text, op_id text, request_hash text, status smallint, answer jsonb, parcel_id uuid)
  ORDER BY key_id, op_id
  ON CONFLICT DO NOTHING RETURNING op_id`;

/** Reads and writes many parcels at once, under the locks of their rows; each stands once among them. */
@Injectable()
export class ManyParcels {
  /** Locks the parcels until the transaction ends; an id that no parcel bears is left out. */
  async open(tx: Transaction, parcelIds: readonly string[]): Promise<Map<string, ParcelInHand>> {
    const rows = await tx.query<ParcelRow>(LOCK, [parcelIds]);
    const lines = new Map(rows.map(({ parcel_id }): [string, LineRow[]] => [parcel_id, []]));
    const found = await tx.query<LineOfParcel>(LINES, [[...lines.keys()]]);
    for (const { parcelId, position: _sorted, barcodes, ...line } of found)
      lines.get(parcelId)!.push({ ...line, barcodes: barcodes ?? line.item.barcodes });
    const begun = await withChecklists(
      tx,
      rows.map((row) => ({ row, lines: lines.get(row.parcel_id)! })),
    );
    return new Map([...begun].map(([id, row]) => [id, parcelInHand(row, lines.get(id)!)]));
  }

  /** By operation, what was answered before. Asked under the locks: nobody answers for their parcels meanwhile. */
  async answered(
    tx: Transaction,
    keyId: string,
    opIds: readonly string[],
  ): Promise<Map<string, AnsweredBefore>> {
    const rows = await tx.query<AnsweredBefore & { readonly opId: string }>(ANSWERED, [keyId, opIds]);
    return new Map(rows.map(({ opId, ...answer }) => [opId, answer]));
  }

  /** Writes what happened and the answers; false when one of the actions was answered meanwhile. */
  async save(tx: Transaction, steps: readonly ParcelStep[], at: Date): Promise<boolean> {
    const written = async (sql: string, rows: readonly object[], ...more: unknown[]): Promise<number> =>
      rows.length === 0 ? 0 : (await tx.query(sql, [JSON.stringify(rows), ...more])).length;
    const answered = steps.flatMap((step) => (step.answered ? [answerRow(step.before, step.answered)] : []));
    if ((await written(ANSWER, answered, at.toISOString())) < answered.length) return false;
    await written(FILL, steps.flatMap(fillRows));
    const moves = steps.map(movesOf);
    // bound: a parcel has no more statuses than the life cycle has
    for (let round = 0; moves.some(({ length }) => length > round); round += 1) {
      const now = moves.flatMap((each) => each.slice(round, round + 1));
      await written(MOVE, now.map(parcelRow));
    }
    await written(STOP, steps.flatMap(stopRows), at.toISOString());
    return true;
  }
}

/**
 * The parcel once for each status it passes, since the table lets no status be skipped but `closed` on the way to the
 * carrier; last as it is in the end.
 */
const movesOf = ({ before, events }: ParcelStep): Parcel[] => {
  const moves: Parcel[] = [];
  let parcel = before;
  let isWritten = true;
  for (const event of events) {
    const next = evolve(parcel, event);
    if (next.status !== parcel.status && !isWritten && next.status !== 'dispatched') moves.push(parcel);
    parcel = next;
    isWritten = false;
  }
  const onlyScanned = events.every(unitsOf);
  return onlyScanned ? [] : [...moves, parcel];
};

const fillRows = ({ before, events }: ParcelStep): object[] => {
  const units = new Map<string, number>();
  for (const event of events) {
    for (const { lineId, by } of unitsOf(event) ?? []) units.set(lineId, (units.get(lineId) ?? 0) + by);
  }
  const { parcelId, lines } = events.reduce<Parcel>(evolve, before);
  const marks = new Map(lines.map((line) => [line.lineId, marksText(line)]));
  return [...units].map(([lineId, by]) => ({
    ...{ parcel_id: parcelId, line_id: lineId, units: by, marks: marks.get(lineId) },
  }));
};

const stopRows = ({ before: { parcelId, orderId }, blocked }: ParcelStep): object[] =>
  blocked
    ? [
        {
          parcel_id: parcelId,
          order_id: orderId,
          reason: blocked.reason,
          scanned: blocked.scanned,
          scanned_sku: blocked.scannedSku,
          expected_sku: blocked.expectedSku,
        },
      ]
    : [];

const answerRow = (
  { parcelId }: Parcel,
  { operation, answer }: NonNullable<ParcelStep['answered']>,
): object => ({
  key_id: operation.keyId,
  op_id: operation.opId,
  request_hash: operation.requestHash,
  status: answer.status,
  answer: answer.body,
  parcel_id: parcelId,
});

const parcelRow = (parcel: Parcel): object => ({
  parcel_id: parcel.parcelId,
  status: parcel.status,
  package_code: parcel.packageCode,
  ...(parcel.carriage && {
    carrier: parcel.carriage.carrier,
    service: parcel.carriage.service,
    planned_yen: parcel.carriage.plannedYen,
  }),
  weight_grams: parcel.weightGrams,
  label_asked_at: parcel.label?.askedAt,
  tracking_number: parcel.label?.trackingNumber,
  label_outgrown: parcel.label?.outgrown ?? false,
  label_issue: issueColumn(parcel),
  held_reason: parcel.held?.reason,
  held_at: parcel.held?.at,
  proving_station: parcel.station,
  enclosures: enclosuresColumn(parcel),
  closed_at: 'closedAt' in parcel ? parcel.closedAt : null,
  dispatched_at: 'dispatchedAt' in parcel ? parcel.dispatchedAt : null,
});
