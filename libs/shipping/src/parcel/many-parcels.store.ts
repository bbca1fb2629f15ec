import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import { evolve, unitsOf, type Parcel, type ParcelEvent } from './parcel.js';
import { withChecklists } from './checklists.store.js';
import {
  enclosuresColumn,
  issueColumn,
  marksText,
  parcelInHand,
  type LineRow,
  type ParcelRow,
} from './parcel-rows.js';
import type { BlockedScan, OpenedParcel, Operation, StoredAnswer } from './parcel.store.js';

/** A parcel by its id, and the operation that wants it. */
export interface ParcelWanted {
  readonly parcelId: string;
  readonly operation: Operation;
}

/** What happened to one parcel of many. */
export interface ParcelStep {
  /** As it was opened. */
  readonly before: Parcel;
  readonly events: readonly ParcelEvent[];
  readonly blocked?: BlockedScan | undefined;
  readonly answered?: { readonly operation: Operation; readonly answer: StoredAnswer } | undefined;
}

interface OpenedRow {
  readonly parcel: ParcelRow | null;
  readonly lines: readonly LineRow[] | null;
  readonly operation: (StoredAnswer & { readonly requestHash: string }) | null;
}

/** Named one by one: the decision beside them is large, and reading all columns would unpack it. */
const COLUMNS = [
  ...[
    'parcel_id',
    'order_id',
    'reference',
    'temperature',
    'status',
    'package_code',
    'carrier',
    'service',
    'planned_yen',
  ],
  ...[
    'weight_grams',
    'label_asked_at',
    'tracking_number',
    'label_outgrown',
    'label_issue',
    'held_reason',
    'held_at',
    'proving_station',
    'moved_expected_on',
    'closed_at',
    'dispatched_at',
    'delivered_at',
    'voided_at',
    'enclosures',
  ],
]
  .map((column) => `'${column}', ${column}`)
  .join(', ');

// Locked in the order of their ids, whoever comes: no two runs wait for each other.
const LOCK = 'SELECT FROM parcel WHERE parcel_id = ANY ($1::uuid[]) ORDER BY parcel_id FOR UPDATE';
// A statement of its own on purpose: it sees what the other station wrote while the lock was waited for. Subqueries, since
// PostgreSQL would turn joins of a hundred ids into scans of whole tables that it has no statistics of yet: that of the
// items, once for each parcel, was a quarter of all its work.
const READ = `
  SELECT
    (SELECT jsonb_build_object(${COLUMNS}) FROM parcel WHERE parcel_id = wanted.parcel_id) AS parcel,
    (SELECT jsonb_agg(jsonb_build_object(
        'lineId', line.line_id, 'sku', line.sku, 'quantity', line.quantity, 'scanned', line.scanned, 'marks', line.marks,
        'missing', line.missing, 'item', line.item,
        'barcodes', coalesce(
          (SELECT to_jsonb(barcodes) FROM item
           WHERE item.sku = line.sku AND item_version >= (line.item->>'itemVersion')::integer),
          line.item->'barcodes')) ORDER BY line.position)
     FROM parcel_line AS line WHERE line.parcel_id = wanted.parcel_id) AS lines,
    (SELECT jsonb_build_object('requestHash', request_hash, 'status', status, 'body', answer)
     FROM operation WHERE key_id = $3 AND op_id = wanted.op_id) AS operation
  FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS wanted (parcel_id, op_id, nth)
  ORDER BY wanted.nth`;
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
  /** Locks the parcels until the transaction ends; in the order in which they are wanted, all by one key. */
  async open(tx: Transaction, keyId: string, wanted: readonly ParcelWanted[]): Promise<OpenedParcel[]> {
    const parcelIds = wanted.map(({ parcelId }) => parcelId);
    await tx.query(LOCK, [parcelIds]);
    const opIds = wanted.map(({ operation }) => operation.opId);
    const rows = await tx.query<OpenedRow>(READ, [parcelIds, opIds, keyId]);
    const found = rows.flatMap(({ parcel, lines }) => (parcel ? [{ row: parcel, lines: lines ?? [] }] : []));
    const begun = await withChecklists(tx, found);
    return rows.map(({ parcel, lines, operation }) => ({
      inHand: parcel ? parcelInHand(begun.get(parcel.parcel_id)!, lines ?? []) : undefined,
      before: operation ?? undefined,
    }));
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

/** The parcel once for each status it passes, since the table lets no status be skipped; last as it is in the end. */
const movesOf = ({ before, events }: ParcelStep): Parcel[] => {
  const moves: Parcel[] = [];
  let parcel = before;
  let isWritten = true;
  for (const event of events) {
    const next = evolve(parcel, event);
    if (next.status !== parcel.status && !isWritten) moves.push(parcel);
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
