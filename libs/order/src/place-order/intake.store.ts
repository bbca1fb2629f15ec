import { prepared, TryAgainError, type Transaction } from '@okuru/platform';
import { statusOf } from '../order/status.js';
import { chain, NO_HISTORY, type HistoryEntry } from '../record-order/history.js';
import { insertHistory } from '../record-order/history.store.js';
import type { AcceptedOrder } from './accepted-order.js';
import { PLACE_ORDER, scopeOf } from './intake-look.store.js';
import type { StoredRefusal } from '../request/stored-refusal.js';

type Query = Pick<Transaction, 'query'>;

/** A key under way elsewhere holds its advisory lock: it is passed over at once, where a plain insert would wait. */
const TAKE_KEYS = prepared(`
  INSERT INTO idempotency (key_id, operation, idempotency_key, body_hash, order_id, outcome)
  SELECT key_id, $6, idempotency_key, body_hash, order_id, json_build_object('status', status)
  FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::text[])
    AS asked (key_id, idempotency_key, body_hash, order_id, status)
  WHERE pg_try_advisory_xact_lock(hashtextextended(key_id || ' ' || $6 || ' ' || idempotency_key, 0))
  ON CONFLICT DO NOTHING
  RETURNING order_id`);

/** Takes the idempotency keys and answers whose key was free. */
export const takeKeys = async (tx: Query, orders: readonly AcceptedOrder[]): Promise<AcceptedOrder[]> => {
  const sorted = sortedBy(orders, ({ request }) => scopeOf(request));
  const taken = await tx.query<{ order_id: string }>(TAKE_KEYS, [
    sorted.map(({ request }) => request.keyId),
    sorted.map(({ request }) => request.idempotencyKey),
    sorted.map(({ request }) => request.bodyHash),
    sorted.map(({ card }) => card.orderId),
    sorted.map(({ opened }) => statusOf(opened.order)),
    PLACE_ORDER,
  ]);
  return only(orders, taken);
};

/** Bodies travel as one JSON array: escaping jsonb into an array parameter one by one costs far more. Only winners get lines. */
const INSERT_ORDERS = prepared(`
  WITH inserted AS (
  INSERT INTO orders (order_id, channel, reference, buyer_id, placed_at, language, short_stock, total, prefecture,
                      marketing_opt_in, terms_version, payment_method, payment_status, payment_amount,
                      payment_received_at, status, holds, deadline, confirmed_at, facts_stated, history_entries,
                      history_hash, money, delivery, contact, ship_to, attribution, address_id, cancellation, reservation, near_misses)
  SELECT order_id, channel, reference, buyer_id, placed_at, language, short_stock, total, prefecture,
         marketing_opt_in, terms_version, payment_method, payment_status, payment_amount,
         payment_received_at, status, string_to_array(holds, ','), deadline, confirmed_at, facts_stated, history_entries,
         history_hash, parts -> 'money', parts -> 'delivery', parts -> 'contact', parts -> 'shipTo',
         parts -> 'attribution', parts ->> 'addressId', 'none', 0, 0
  FROM ROWS FROM (
    unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::integer[],
           $9::smallint[], $10::boolean[], $11::text[], $12::text[], $13::text[], $14::integer[], $15::timestamptz[],
           $16::text[], $17::text[], $18::timestamptz[], $19::timestamptz[], $20::integer[], $21::integer[], $22::text[]),
    jsonb_array_elements($23::jsonb)
  ) AS placed (order_id, channel, reference, buyer_id, placed_at, language, short_stock, total, prefecture,
               marketing_opt_in, terms_version, payment_method, payment_status, payment_amount, payment_received_at,
               status, holds, deadline, confirmed_at, facts_stated, history_entries, history_hash, parts)
  ON CONFLICT (channel, reference) DO NOTHING
  RETURNING order_id
  ), lines AS (
    INSERT INTO order_line (order_id, line_id, position, sku, unit_price, tax_rate, ordered, of_set)
    SELECT line.* FROM unnest($24::uuid[], $25::text[], $26::smallint[], $27::text[], $28::integer[], $29::smallint[], $30::integer[],
                              $31::jsonb[]) AS line (order_id, line_id, position, sku, unit_price, tax_rate, ordered, of_set)
    WHERE line.order_id IN (SELECT order_id FROM inserted)
  )
  SELECT order_id FROM inserted`);

/** What stands in the history of an order from its first moment. */
const firstEntries = ({ card, opened }: AcceptedOrder, at: string): HistoryEntry[] =>
  chain(card.orderId, NO_HISTORY, [
    { event: { type: 'order.placed', at, data: {} }, source: 'order', eventId: null, aggregateVersion: 1 },
    { event: opened.event, source: 'order', eventId: null, aggregateVersion: 2 },
  ]);

/** Stores the orders whose reference is free, with their lines and history, and answers which those were. */
export const insertOrders = async (
  tx: Query,
  orders: readonly AcceptedOrder[],
  at: string,
): Promise<AcceptedOrder[]> => {
  const sorted = sortedBy(orders, ({ card }) => `${card.channel} ${card.reference}`);
  const histories = sorted.map((order) => firstEntries(order, at));
  const column = <T>(pick: (order: AcceptedOrder) => T): T[] => sorted.map(pick);
  const inserted = await tx.query<{ order_id: string }>(INSERT_ORDERS, [
    column(({ card }) => card.orderId),
    column(({ card }) => card.channel),
    column(({ card }) => card.reference),
    column(({ card }) => card.buyerId),
    column(({ card }) => card.placedAt),
    column(({ card }) => card.language),
    column(({ card }) => card.shortStock),
    column(({ card }) => card.money.total),
    column(({ card }) => card.prefecture),
    column(({ request }) => request.placement.marketingOptIn),
    column(({ request }) => request.placement.termsVersion),
    column(({ card }) => card.payment.method),
    column(({ card }) => card.payment.status),
    column(({ card }) => card.payment.amount),
    column(({ card }) => card.payment.receivedAt ?? null),
    column(({ opened }) => statusOf(opened.order)),
    column(({ opened }) => opened.order.holds.join(',')),
    column(({ opened }) => opened.order.deadline),
    column(({ opened }) => opened.order.confirmedAt),
    histories.map((entries) => entries.length),
    histories.map((entries) => entries.length),
    histories.map((entries) => entries.at(-1)?.hash),
    JSON.stringify(sorted.map(partsOf)),
    ...lineColumns(sorted),
  ]);
  const winners = only(sorted, inserted);
  const won = new Set(winners);
  await insertHistory(tx, histories.filter((_, index) => won.has(sorted[index]!)).flat());
  return winners;
};

const partsOf = ({ card, request }: AcceptedOrder) => ({
  money: card.money,
  delivery: card.delivery,
  contact: card.contact,
  shipTo: card.shipTo,
  addressId: card.addressId,
  ...(request.placement.attribution === null ? {} : { attribution: request.placement.attribution }),
});

const lineColumns = (orders: readonly AcceptedOrder[]): unknown[][] => {
  const lines = orders.flatMap(({ card }) =>
    card.lines.map((line, index) => ({ orderId: card.orderId, position: index + 1, ...line })),
  );
  return [
    lines.map(({ orderId }) => orderId),
    lines.map(({ lineId }) => lineId),
    lines.map(({ position }) => position),
    lines.map(({ sku }) => sku),
    lines.map(({ unitPrice }) => unitPrice),
    lines.map(({ taxRate }) => taxRate),
    lines.map(({ quantity }) => quantity),
    lines.map(({ set }) => (set === undefined ? null : JSON.stringify(set))),
  ];
};

/** Finds the orders that hold the references already. */
export const ordersOfReferences = async (
  tx: Query,
  losers: readonly AcceptedOrder[],
): Promise<(loser: AcceptedOrder) => string> => {
  const rows = await tx.query<{ nth: number; order_id: string }>(
    `SELECT asked.nth::integer, o.order_id
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (channel, reference, nth)
     JOIN orders o ON o.channel = asked.channel AND o.reference = asked.reference`,
    [losers.map(({ card }) => card.channel), losers.map(({ card }) => card.reference)],
  );
  const holders = new Map(rows.map(({ nth, order_id }) => [losers[nth - 1], order_id]));
  return (loser) => {
    const holder = holders.get(loser);
    if (holder === undefined) throw new TryAgainError('the order that held the reference is gone');
    return holder;
  };
};

/** The key keeps the no, so that its repeat is told the same. */
export const storeRefusals = async (
  tx: Query,
  refusals: readonly { readonly order: AcceptedOrder; readonly refusal: StoredRefusal }[],
): Promise<void> => {
  await tx.query(
    `UPDATE idempotency i SET order_id = NULL, outcome = refused.outcome
     FROM unnest($1::text[], $2::text[], $3::json[]) AS refused (key_id, idempotency_key, outcome)
     WHERE i.key_id = refused.key_id AND i.operation = $4 AND i.idempotency_key = refused.idempotency_key`,
    [
      refusals.map(({ order }) => order.request.keyId),
      refusals.map(({ order }) => order.request.idempotencyKey),
      refusals.map(({ refusal }) => JSON.stringify({ refusal })),
      PLACE_ORDER,
    ],
  );
};

const only = (orders: readonly AcceptedOrder[], rows: readonly { order_id: string }[]): AcceptedOrder[] => {
  const ids = new Set(rows.map(({ order_id }) => order_id));
  return orders.filter(({ card }) => ids.has(card.orderId));
};

/** Batches take their rows in one order, so that two of them wait for each other instead of deadlocking. */
const sortedBy = <T>(items: readonly T[], by: (item: T) => string): T[] =>
  items
    .map((item) => ({ item, key: by(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
