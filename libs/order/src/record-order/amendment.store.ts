import type { Transaction } from '@okuru/platform';
import type { Wanted } from '../order/order-events.js';

type Query = Pick<Transaction, 'query'>;

/** What an order is to become once shipping says yes. */
export interface WantedAmendment {
  readonly orderId: string;
  readonly amendment: number;
  readonly wanted: Wanted;
}

/** Keeps what was asked beside the order until shipping has answered. */
export const putWanted = async (tx: Query, asked: readonly WantedAmendment[]): Promise<void> => {
  if (asked.length === 0) return;
  const rows = asked.map(({ orderId, amendment, wanted: { shipToAsked: _stated, ...kept } }) => ({
    order_id: orderId,
    wanted: { ...kept, amendment },
  }));
  await tx.query(
    `UPDATE orders o SET amendment_wanted = asked.wanted
     FROM jsonb_to_recordset($1::jsonb) AS asked (order_id uuid, wanted jsonb) WHERE o.order_id = asked.order_id`,
    [JSON.stringify(rows)],
  );
};

/** Shipping said yes: the order is what was wanted. */
export const takeWanted = async (tx: Query, orderIds: readonly string[]): Promise<void> => {
  if (orderIds.length === 0) return;
  await tx.query(
    `UPDATE orders
     SET delivery = amendment_wanted->'delivery', prefecture = (amendment_wanted->>'prefecture')::smallint,
         address_id = amendment_wanted->>'addressId', money = amendment_wanted->'money',
         total = (amendment_wanted->'money'->>'total')::integer, contact = amendment_wanted->'contact',
         ship_to = amendment_wanted->'shipTo', amended = (amendment_wanted->>'amendment')::smallint,
         amendment_wanted = NULL
     WHERE order_id = ANY($1::uuid[])`,
    [orderIds],
  );
};

/** Shipping said no: what was wanted is nobody's any more. */
export const dropWanted = async (tx: Query, orderIds: readonly string[]): Promise<void> => {
  if (orderIds.length === 0) return;
  await tx.query('UPDATE orders SET amendment_wanted = NULL WHERE order_id = ANY($1::uuid[])', [orderIds]);
};
