import { catalogue } from '@okuru/contracts';
import type { ClientBase, Pool } from 'pg';
import type { BrokenLaw, EndedOrder, Law } from './law.js';
import { EVENT_LAWS } from './of-events.js';
import { LETTER_LAWS } from './of-letters.js';
import { ORDER_LAWS } from './of-orders.js';
import { PARCEL_LAWS } from './of-parcels.js';
import { STOCK_LAWS } from './of-stock.js';

export const LAWS: readonly Law[] = [
  ...ORDER_LAWS,
  ...STOCK_LAWS,
  ...PARCEL_LAWS,
  ...LETTER_LAWS,
  ...EVENT_LAWS,
];

/** What the laws may select from, besides the tables of the services. */
const GIVEN = `
  asked AS MATERIALIZED (
    SELECT order_id, 'order:' || order_id AS key, sku, goods, units
    FROM jsonb_to_recordset($1::jsonb) AS given (order_id uuid, sku text, goods int, units int)),
  listeners AS (SELECT key AS type, array(SELECT jsonb_array_elements_text(value)) AS consumers FROM jsonb_each($2::jsonb)),
  facts AS MATERIALIZED (
    SELECT stated.*, consumers FROM (
      SELECT 'order' AS source, e.* FROM okuru_order.event e
      UNION ALL SELECT 'inventory', e.* FROM okuru_inventory.event e
      UNION ALL SELECT 'shipping', e.* FROM okuru_shipping.event e
      UNION ALL SELECT 'notification', e.* FROM okuru_notification.event e
    ) AS stated JOIN listeners USING (type) WHERE key IN (SELECT key FROM asked)),
  inboxes AS (
    SELECT event_id, consumer FROM okuru_order.inbox UNION ALL SELECT event_id, consumer FROM okuru_inventory.inbox
    UNION ALL SELECT event_id, consumer FROM okuru_shipping.inbox
    UNION ALL SELECT event_id, consumer FROM okuru_notification.inbox)`;

const LISTENERS = JSON.stringify(
  Object.fromEntries(catalogue.map(({ type, consumers }) => [type, consumers])),
);

/** Looks straight into the tables of all services, which no service may do: an audit, not a feature. */
export const brokenLaws = async (
  database: Pool | ClientBase,
  orders: readonly EndedOrder[],
): Promise<BrokenLaw[]> => {
  const asked = JSON.stringify(
    orders.map(({ orderId, sku, goods, units }) => ({ order_id: orderId, sku, goods, units })),
  );
  const broken: BrokenLaw[] = [];
  for (const { name, sql } of LAWS) {
    const text = `WITH ${GIVEN}, broken AS (${sql}) SELECT order_id, fault FROM broken ORDER BY order_id, fault`;
    const { rows } = await database.query<{ order_id: string; fault: string }>(text, [asked, LISTENERS]);
    broken.push(...rows.map(({ order_id, fault }) => ({ orderId: order_id, law: name, fault })));
  }
  return broken;
};
