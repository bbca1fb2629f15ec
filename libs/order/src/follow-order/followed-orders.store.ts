import type { Transaction } from '@okuru/platform';
import type { HeardEvent } from '../order/followed.js';
import type { Order } from '../order/order-state.js';
import type { RecordedOrder } from '../record-order/order-rows.js';
import { insertLetters, putParcels, updateLines } from '../record-order/order-parts.store.js';
import { putOrders } from '../record-order/saved-orders.store.js';

type Query = Pick<Transaction, 'query'>;

export interface HistoryRow {
  readonly orderId: string;
  readonly what: string;
  readonly eventId: string | null;
}

export const lastOrderId = async (tx: Query): Promise<string | undefined> => {
  const [row] = await tx.query<{ order_id: string }>(
    'SELECT order_id FROM orders ORDER BY order_id DESC LIMIT 1',
  );
  return row?.order_id;
};

/** The next ids behind one, or the first, no further than the last. */
export const orderIdsAfter = async (
  tx: Query,
  after: string | null,
  last: string,
  most: number,
): Promise<readonly string[]> => {
  const rows = await tx.query<{ order_id: string }>(
    `SELECT order_id FROM orders WHERE ($1::uuid IS NULL OR order_id > $1) AND order_id <= $2 ORDER BY order_id LIMIT $3`,
    [after, last, most],
  );
  return rows.map(({ order_id }) => order_id);
};

/** What happened to the orders, of each in order. */
export const historyOf = (tx: Query, orderIds: readonly string[]): Promise<HistoryRow[]> =>
  tx.query<HistoryRow>(
    `SELECT order_id AS "orderId", what, event_id AS "eventId" FROM order_history
     WHERE order_id = ANY ($1::uuid[]) ORDER BY order_id, entry`,
    [orderIds],
  );

/** Every row of the orders as text, to see whether anything differs. */
const ROWS = `
  SELECT o.order_id, concat_ws(E'\n', o::text,
    (SELECT string_agg(l::text, E'\n' ORDER BY l.line_id) FROM order_line l WHERE l.order_id = o.order_id),
    (SELECT string_agg(p::text, E'\n' ORDER BY p.parcel_id) FROM order_parcel p WHERE p.order_id = o.order_id),
    (SELECT string_agg(m::text, E'\n' ORDER BY m.message_id) FROM order_letter m WHERE m.order_id = o.order_id)) AS rows
  FROM orders o WHERE o.order_id = ANY ($1::uuid[])`;

const rowsOf = async (tx: Query, orderIds: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (await tx.query<{ order_id: string; rows: string }>(ROWS, [orderIds])).map((row) => [
      row.order_id,
      row.rows,
    ]),
  );

export interface Refollowed {
  readonly before: RecordedOrder;
  readonly after: Order;
  readonly heard: readonly HeardEvent[];
}

/** Writes all that follows from others' facts, whatever stood there. Answers of how many orders something differed. */
export const putFollowed = async (tx: Query, orders: readonly Refollowed[]): Promise<number> => {
  const ids = orders.map(({ after }) => after.orderId);
  const were = await rowsOf(tx, ids);
  // Compared with an order of no lines and no parcels, everything is new.
  const stored = orders.map(({ before, after }) => ({
    before: { ...before, order: { ...before.order, lines: [], parcels: [] } },
    after,
    history: before.history,
    factsStated: before.factsStated,
  }));
  await tx.query('DELETE FROM order_parcel WHERE order_id = ANY ($1::uuid[])', [ids]);
  await tx.query('DELETE FROM order_letter WHERE order_id = ANY ($1::uuid[])', [ids]);
  await putOrders(tx, stored);
  await updateLines(tx, stored);
  await putParcels(tx, stored);
  await insertLetters(
    tx,
    orders.flatMap(({ heard }) => heard.flatMap((fact) => (fact.type === 'letter.sent' ? [fact.data] : []))),
  );
  const are = await rowsOf(tx, ids);
  return ids.filter((id) => were.get(id) !== are.get(id)).length;
};
