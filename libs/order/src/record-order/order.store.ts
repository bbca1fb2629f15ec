import type { Transaction } from '@okuru/platform';
import { countersOf } from '../order/counters.js';
import type { Order } from '../order/order-state.js';
import { statusOf } from '../order/status.js';
import type { HistoryEntry, HistoryHead } from './history.js';
import {
  recordedOrder,
  type LineRow,
  type OrderRow,
  type ParcelRow,
  type RecordedOrder,
} from './order-rows.js';

type Query = Pick<Transaction, 'query'>;

/** How an order is after a transaction. */
export interface StoredChange {
  readonly before: RecordedOrder;
  readonly after: Order;
  readonly history: HistoryHead;
  readonly factsStated: number;
}

export interface Letter {
  readonly orderId: string;
  readonly messageId: string;
  readonly kind: string;
  readonly sentAt: string;
}

/** Locks the orders in id order, so that two batches over the same orders wait for each other instead of deadlocking. */
export const lockOrders = async (
  tx: Query,
  orderIds: readonly string[],
): Promise<Map<string, RecordedOrder>> => {
  const rows = await tx.query<OrderRow>(
    `SELECT order_id, channel, short_stock, total, payment_method, payment_status, payment_amount, payment_received_at, holds,
            deadline, confirmed_at, cancellation, cancel_reason, amendment, planning_fault, reservation, near_misses,
            facts_stated, history_entries, history_hash
     FROM orders WHERE order_id = ANY($1::uuid[]) ORDER BY order_id FOR UPDATE`,
    [orderIds],
  );
  const lines = byOrder(
    await tx.query<LineRow>(
      `SELECT order_id, line_id, sku, ordered, set_aside, cut_short, returned
       FROM order_line WHERE order_id = ANY($1::uuid[]) ORDER BY order_id, position`,
      [orderIds],
    ),
  );
  const parcels = byOrder(
    await tx.query<ParcelRow>(
      `SELECT order_id, parcel_id, status, lines, carrier, service, tracking_number
       FROM order_parcel WHERE order_id = ANY($1::uuid[]) ORDER BY order_id, parcel_id`,
      [orderIds],
    ),
  );
  return new Map(
    rows.map((row) => [
      row.order_id,
      recordedOrder(row, lines.get(row.order_id) ?? [], parcels.get(row.order_id) ?? []),
    ]),
  );
};

const byOrder = <Row extends { order_id: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.order_id);
    if (group === undefined) grouped.set(row.order_id, [row]);
    else group.push(row);
  }
  return grouped;
};

/** One statement for all orders of the batch: a statement per order would be the cost of following. */
export const updateOrders = async (tx: Query, changes: readonly StoredChange[]): Promise<void> => {
  const column = <T>(pick: (change: StoredChange) => T): T[] => changes.map(pick);
  await tx.query(
    `UPDATE orders AS o
     SET payment_method = c.payment_method, payment_status = c.payment_status, payment_amount = c.payment_amount,
         payment_received_at = c.payment_received_at, status = c.status, holds = string_to_array(c.holds, ','),
         deadline = c.deadline, confirmed_at = c.confirmed_at, cancellation = c.cancellation,
         cancel_reason = c.cancel_reason, amendment = c.amendment::jsonb, planning_fault = c.planning_fault, reservation = c.reservation,
         near_misses = c.near_misses, facts_stated = c.facts_stated, history_entries = c.history_entries,
         history_hash = c.history_hash
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::text[], $7::text[],
                 $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::integer[],
                 $14::integer[], $15::integer[], $16::integer[], $17::text[], $18::text[])
       AS c (order_id, payment_method, payment_status, payment_amount, payment_received_at, status, holds, deadline,
             confirmed_at, cancellation, cancel_reason, planning_fault, reservation, near_misses, facts_stated,
             history_entries, history_hash, amendment)
     WHERE o.order_id = c.order_id`,
    [
      column(({ after }) => after.orderId),
      column(({ after }) => after.payment.method),
      column(({ after }) => after.payment.status),
      column(({ after }) => after.payment.amount),
      column(({ after }) => after.payment.receivedAt ?? null),
      column(({ after }) => statusOf(after)),
      column(({ after }) => after.holds.join(',')),
      column(({ after }) => after.deadline),
      column(({ after }) => after.confirmedAt),
      column(({ after }) => after.cancellation.state),
      column(({ after }) => (after.cancellation.state === 'none' ? null : after.cancellation.reason)),
      column(({ after }) => after.planningFault),
      column(({ after }) => after.reservation),
      column(({ after }) => after.nearMisses),
      column(({ factsStated }) => factsStated),
      column(({ history }) => history.entries),
      column(({ history }) => history.hash),
      column(({ after }) => (after.amendment.state === 'none' ? null : JSON.stringify(after.amendment))),
    ],
  );
};

/** Writes the counters that changed; the table's checks are the second opinion on them. */
export const updateLines = async (tx: Query, changes: readonly StoredChange[]): Promise<void> => {
  const lines = changes.flatMap(changedLines);
  if (lines.length === 0) return;
  await tx.query(
    `UPDATE order_line AS l
     SET set_aside = c.set_aside, cut_short = c.cut_short, reserved = c.reserved, packed = c.packed,
         shipped = c.shipped, cancelled = c.cancelled, returned = c.returned
     FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
                 $8::integer[], $9::integer[])
       AS c (order_id, line_id, set_aside, cut_short, reserved, packed, shipped, cancelled, returned)
     WHERE l.order_id = c.order_id AND l.line_id = c.line_id`,
    [
      lines.map(({ orderId }) => orderId),
      lines.map(({ lineId }) => lineId),
      lines.map(({ setAside }) => setAside),
      lines.map(({ cutShort }) => cutShort),
      lines.map(({ reserved }) => reserved),
      lines.map(({ packed }) => packed),
      lines.map(({ shipped }) => shipped),
      lines.map(({ cancelled }) => cancelled),
      lines.map(({ returned }) => returned),
    ],
  );
};

const storedLines = (order: Order) =>
  countersOf(order).map((counters, index) => {
    const { setAside = 0, cutShort = 0 } = order.lines[index] ?? {};
    return { orderId: order.orderId, ...counters, setAside, cutShort };
  });

const changedLines = ({ before, after }: StoredChange) => {
  const old = new Map(storedLines(before.order).map((line) => [line.lineId, JSON.stringify(line)]));
  return storedLines(after).filter((line) => old.get(line.lineId) !== JSON.stringify(line));
};

export const putParcels = async (tx: Query, changes: readonly StoredChange[]): Promise<void> => {
  const parcels = changes.flatMap(({ before, after }) =>
    after.parcels
      .filter((parcel) => !before.order.parcels.includes(parcel))
      .map((parcel) => ({ orderId: after.orderId, ...parcel })),
  );
  if (parcels.length === 0) return;
  await tx.query(
    `INSERT INTO order_parcel (order_id, parcel_id, status, lines, carrier, service, tracking_number)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::text[])
     ON CONFLICT (order_id, parcel_id) DO UPDATE
       SET status = excluded.status, lines = excluded.lines, carrier = excluded.carrier, service = excluded.service,
           tracking_number = excluded.tracking_number`,
    [
      parcels.map(({ orderId }) => orderId),
      parcels.map(({ parcelId }) => parcelId),
      parcels.map(({ status }) => status),
      parcels.map(({ lines }) => JSON.stringify(lines)),
      parcels.map(({ carrier }) => carrier),
      parcels.map(({ service }) => service),
      parcels.map(({ trackingNumber }) => trackingNumber),
    ],
  );
};

export const insertLetters = async (tx: Query, letters: readonly Letter[]): Promise<void> => {
  if (letters.length === 0) return;
  await tx.query(
    `INSERT INTO order_letter (order_id, message_id, kind, sent_at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])
     ON CONFLICT (order_id, message_id) DO NOTHING`,
    [
      letters.map(({ orderId }) => orderId),
      letters.map(({ messageId }) => messageId),
      letters.map(({ kind }) => kind),
      letters.map(({ sentAt }) => sentAt),
    ],
  );
};

/** Of these events those that stand in the history of the locked orders. */
export const findHeard = async (
  tx: Query,
  orderIds: readonly string[],
  eventIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await tx.query<{ event_id: string }>(
    `SELECT event_id FROM order_history WHERE order_id = ANY($1::uuid[]) AND event_id = ANY($2::uuid[])`,
    [orderIds, eventIds],
  );
  return new Set(rows.map((row) => row.event_id));
};

export const insertHistory = async (tx: Query, entries: readonly HistoryEntry[]): Promise<void> => {
  if (entries.length === 0) return;
  await tx.query(
    `INSERT INTO order_history (order_id, entry, at, what, source, event_id, aggregate_version, detail, hash)
     SELECT * FROM unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[],
                          $7::integer[], $8::jsonb[], $9::text[])`,
    [
      entries.map(({ orderId }) => orderId),
      entries.map(({ entry }) => entry),
      entries.map(({ at }) => at),
      entries.map(({ what }) => what),
      entries.map(({ source }) => source),
      entries.map(({ eventId }) => eventId),
      entries.map(({ aggregateVersion }) => aggregateVersion),
      entries.map(({ detail }) => JSON.stringify(detail)),
      entries.map(({ hash }) => hash),
    ],
  );
};
