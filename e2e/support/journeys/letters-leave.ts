import { topicOf } from '@okuru/contracts';
import type { Placed, ScriptedShop } from './scenario.js';

const LETTERS_LEAVE_WITHIN_MS = 180_000;

const UNSENT = `
  SELECT count(*)::int AS letters FROM okuru_notification.letter WHERE order_id = ANY ($1::uuid[]) AND state <> 'sent'`;
const STATED = `
  SELECT key, aggregate_version::int AS facts FROM okuru_notification.event_head
  WHERE key = ANY (SELECT 'order:' || unnest($1::uuid[]))`;

/** Waits until every letter of the orders is sent, and lets the order service hear of it. */
export const lettersLeave = async (
  { shop, lanes, database }: ScriptedShop,
  orders: readonly Placed[],
): Promise<void> => {
  const orderIds = orders.map(({ orderId }) => orderId);
  await shop.until(
    async () => (await database.query<{ letters: number }>(UNSENT, [orderIds])).rows[0]?.letters,
    (unsent) => unsent === 0,
    LETTERS_LEAVE_WITHIN_MS,
  );
  const { rows } = await database.query<{ key: string; facts: number }>(STATED, [orderIds]);
  const hear = async (key: string, count: number): Promise<void> => {
    await lanes.untilSaid('notification', key, count);
    await lanes.deliver({ group: topicOf('order'), topic: topicOf('notification'), key, count });
  };
  await Promise.all(rows.map(({ key, facts }) => hear(key, facts)));
};
