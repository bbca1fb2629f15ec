import { prepared, type Transaction } from '@okuru/platform';
import type { Order } from '../order/order-state.js';
import { statusOf } from '../order/status.js';
import type { HistoryHead } from './history.js';
import type { RecordedOrder } from './order-rows.js';

type Query = Pick<Transaction, 'query'>;

/** How an order is after a transaction. */
export interface StoredChange {
  readonly before: RecordedOrder;
  readonly after: Order;
  readonly history: HistoryHead;
  readonly factsStated: number;
}

/** All that an order decides or follows. */
const PUT = prepared(`
  UPDATE orders AS o
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
  WHERE o.order_id = c.order_id`);

/** What the facts of others change of an order that decides nothing. */
const FOLLOW = prepared(`
  UPDATE orders AS o
  SET status = c.status, cancellation = c.cancellation, planning_fault = c.planning_fault, reservation = c.reservation,
      near_misses = c.near_misses, history_entries = c.history_entries, history_hash = c.history_hash
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::integer[], $7::integer[], $8::text[])
    AS c (order_id, status, cancellation, planning_fault, reservation, near_misses, history_entries, history_hash)
  WHERE o.order_id = c.order_id`);

/** Of an order with which nothing happened but that it was told of. */
const NOTE = prepared(`
  UPDATE orders AS o SET history_entries = c.history_entries, history_hash = c.history_hash
  FROM unnest($1::uuid[], $2::integer[], $3::text[]) AS c (order_id, history_entries, history_hash)
  WHERE o.order_id = c.order_id`);

/** As many statements for all orders of the batch as for one; each writes what its orders changed and no more. */
export const updateOrders = async (tx: Query, changes: readonly StoredChange[]): Promise<void> => {
  const noted = changes.filter(({ before, after }) => before.order === after);
  const moved = changes.filter(({ before, after }) => before.order !== after);
  await putOrders(tx, moved.filter(decides));
  await followOrders(
    tx,
    moved.filter((change) => !decides(change)),
  );
  await noteOrders(tx, noted);
};

/** Everything, whatever stood there. */
export const putOrders = async (tx: Query, changes: readonly StoredChange[]): Promise<void> => {
  if (changes.length === 0) return;
  const column = columnOf(changes);
  await tx.query(PUT, [
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
    column(({ after }) => reasonOf(after)),
    column(({ after }) => after.planningFault),
    column(({ after }) => after.reservation),
    column(({ after }) => after.nearMisses),
    column(({ factsStated }) => factsStated),
    column(({ history }) => history.entries),
    column(({ history }) => history.hash),
    column(({ after }) => (after.amendment.state === 'none' ? null : JSON.stringify(after.amendment))),
  ]);
};

const followOrders = async (tx: Query, changes: readonly StoredChange[]): Promise<void> => {
  if (changes.length === 0) return;
  const column = columnOf(changes);
  await tx.query(FOLLOW, [
    column(({ after }) => after.orderId),
    column(({ after }) => statusOf(after)),
    column(({ after }) => after.cancellation.state),
    column(({ after }) => after.planningFault),
    column(({ after }) => after.reservation),
    column(({ after }) => after.nearMisses),
    column(({ history }) => history.entries),
    column(({ history }) => history.hash),
  ]);
};

const noteOrders = async (tx: Query, changes: readonly StoredChange[]): Promise<void> => {
  if (changes.length === 0) return;
  const column = columnOf(changes);
  await tx.query(NOTE, [
    column(({ after }) => after.orderId),
    column(({ history }) => history.entries),
    column(({ history }) => history.hash),
  ]);
};

const columnOf =
  (changes: readonly StoredChange[]) =>
  <T>(pick: (change: StoredChange) => T): T[] =>
    changes.map(pick);

/** What `FOLLOW` writes or what has rows of its own. Every other field is the order's own, one that is added later too. */
const FOLLOWED_FIELDS: ReadonlySet<string> = new Set<keyof Order>([
  'lines',
  'parcels',
  'cancellation',
  'planningFault',
  'reservation',
  'nearMisses',
]);

const decides = ({ before, after, factsStated }: StoredChange): boolean =>
  factsStated !== before.factsStated ||
  reasonOf(after) !== reasonOf(before.order) ||
  (Object.keys(after) as (keyof Order)[]).some(
    (field) => !FOLLOWED_FIELDS.has(field) && after[field] !== before.order[field],
  );

const reasonOf = ({ cancellation }: Order): string | null =>
  cancellation.state === 'none' ? null : cancellation.reason;
