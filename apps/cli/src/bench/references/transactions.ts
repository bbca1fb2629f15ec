/** A statement of a reference; `$order` is the order's id, `$one` and `$two` its products. */
export type Statement = string;

const PLACE: readonly Statement[] = [
  `INSERT INTO lim.order_line (order_id, product_id, qty, price_cents) VALUES ($order, $one, 1, 1000), ($order, $two, 1, 1000)`,
  `INSERT INTO lim.outbox (order_id, topic, payload) VALUES ($order, 'order.placed', '{"lines":[{"p":1,"q":1},{"p":2,"q":1}]}')`,
];
const RESERVE: readonly Statement[] = ['$one', '$two'].map(
  (product) =>
    `UPDATE lim.stock SET reserved = reserved + 1 WHERE product_id = ${product} AND reserved + 1 <= on_hand`,
);
const SHIP = `INSERT INTO lim.shipment (order_id, carrier, status) VALUES ($order, 'dhl', 'SHIPPED')`;
const NOTIFY = `INSERT INTO lim.notification (order_id, channel, body) VALUES ($order, 'email', 'your order shipped')`;
const move = (status: string): Statement => `UPDATE lim.orders SET status = '${status}' WHERE id = $order`;
const state = (topic: string): Statement =>
  `INSERT INTO lim.outbox (order_id, topic, payload) VALUES ($order, '${topic}', '{"o":1}')`;

/** The status in which the first statement, common to all, inserts the order; then the rest, transaction by transaction. */
export interface Reference {
  readonly name: string;
  readonly bornAs: string;
  readonly transactions: readonly (readonly Statement[])[];
}

export const FIVE_TRANSACTIONS: Reference = {
  name: 'five transactions per order',
  bornAs: 'PLACED',
  transactions: [
    PLACE,
    [...RESERVE, move('RESERVED'), state('stock.reserved')],
    [move('PACKED'), state('order.packed')],
    [SHIP, move('DISPATCHED'), state('order.dispatched')],
    [NOTIFY, move('NOTIFIED')],
  ],
};

export const ONE_TRANSACTION: Reference = {
  name: 'one transaction per order',
  bornAs: 'SHIPPED',
  transactions: [[...PLACE, SHIP, NOTIFY, ...RESERVE]],
};

export const bornSql = ({ bornAs }: Reference): Statement =>
  `INSERT INTO lim.orders (idem_key, customer_id, status, total_cents) VALUES (gen_random_uuid(), 1, '${bornAs}', 2000) RETURNING id`;
