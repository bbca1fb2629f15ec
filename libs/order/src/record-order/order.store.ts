import { prepared, type Transaction } from '@okuru/platform';
import {
  recordedOrder,
  type LineRow,
  type OrderRow,
  type ParcelRow,
  type RecordedOrder,
} from './order-rows.js';

type Query = Pick<Transaction, 'query'>;

/** An event that tells something of an order. */
export interface Told {
  readonly orderId: string;
  readonly eventId: string;
}

/** Orders under lock, and what of their history matters to those who follow them. */
export interface FollowedOrders {
  readonly orders: ReadonlyMap<string, RecordedOrder>;
  /** Of the events those that stand in the history of the orders. */
  readonly known: ReadonlySet<string>;
}

/** In id order, so that two batches over the same orders wait for each other instead of deadlocking. */
const LOCK = prepared(`
  SELECT order_id, channel, short_stock, total, payment_method, payment_status, payment_amount, payment_received_at, holds,
         deadline, confirmed_at, cancellation, cancel_reason, amendment, planning_fault, reservation, near_misses,
         facts_stated, history_entries, history_hash
  FROM orders WHERE order_id = ANY($1::uuid[]) ORDER BY order_id FOR UPDATE`);

/** One look by key for each event: joined, all history there is would be read while the planner knows nothing of the table. */
const HEARD = `
  SELECT json_agg(told.event_id) AS heard FROM unnest($1::uuid[], $2::uuid[]) AS told (order_id, event_id)
  WHERE (SELECT true FROM order_history h
         WHERE h.order_id = told.order_id AND h.event_id = told.event_id LIMIT 1)`;

/**
 * One question for what would be three. Asked only once the lock is ours: a statement that waits for a lock sees all other
 * tables as they were before it began to wait.
 */
const PARTS = prepared(`
  SELECT asked.order_id,
    (SELECT json_agg(json_build_object('line_id', l.line_id, 'sku', l.sku, 'ordered', l.ordered, 'set_aside', l.set_aside,
                                       'cut_short', l.cut_short, 'returned', l.returned) ORDER BY l.position)
     FROM order_line l WHERE l.order_id = asked.order_id) AS lines,
    (SELECT json_agg(json_build_object('parcel_id', p.parcel_id, 'status', p.status, 'lines', p.lines, 'carrier', p.carrier,
                                       'service', p.service, 'tracking_number', p.tracking_number) ORDER BY p.parcel_id)
     FROM order_parcel p WHERE p.order_id = asked.order_id) AS parcels,
    (${HEARD}) AS heard
  FROM unnest($3::uuid[]) AS asked (order_id)`);

const HEARD_ONLY = prepared(HEARD);

interface PartsRow {
  readonly order_id: string;
  readonly lines: LineRow[] | null;
  readonly parcels: ParcelRow[] | null;
  /** The same in every row. */
  readonly heard: string[] | null;
}

/** The orders as they are, locked until the transaction ends. */
export const lockOrders = async (
  tx: Query,
  orderIds: readonly string[],
): Promise<Map<string, RecordedOrder>> => {
  const rows = await tx.query<OrderRow>(LOCK, [orderIds]);
  return recorded(rows, await tx.query<PartsRow>(PARTS, [[], [], orderIds]));
};

/** Locks the orders that events tell of. */
export const lockFollowed = async (tx: Query, told: readonly Told[]): Promise<FollowedOrders> => {
  const ids = idsOf(told);
  const rows = await tx.query<OrderRow>(LOCK, [ids]);
  const parts = await tx.query<PartsRow>(PARTS, [...columnsOf(told), ids]);
  return { orders: recorded(rows, parts), known: new Set(parts[0]?.heard) };
};

/** The same for those who only add to the history: of the orders neither lines nor parcels are read. */
export const lockHistories = async (tx: Query, told: readonly Told[]): Promise<FollowedOrders> => {
  const rows = await tx.query<OrderRow>(LOCK, [idsOf(told)]);
  const [heard] = await tx.query<Pick<PartsRow, 'heard'>>(HEARD_ONLY, columnsOf(told));
  return { orders: recorded(rows, []), known: new Set(heard?.heard) };
};

const idsOf = (told: readonly Told[]): string[] => [...new Set(told.map(({ orderId }) => orderId))].sort();

const columnsOf = (told: readonly Told[]): string[][] => [
  told.map(({ orderId }) => orderId),
  told.map(({ eventId }) => eventId),
];

const recorded = (rows: readonly OrderRow[], parts: readonly PartsRow[]): Map<string, RecordedOrder> => {
  const partsOf = new Map(parts.map((row) => [row.order_id, row]));
  return new Map(
    rows.map((row) => {
      const { lines, parcels } = partsOf.get(row.order_id) ?? {};
      return [row.order_id, recordedOrder(row, lines ?? [], parcels ?? [])];
    }),
  );
};
