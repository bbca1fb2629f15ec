import type { Pool } from 'pg';

/**
 * Every state that should have been stated, and every statement that should have left a state, which has no counterpart: read
 * from the tables of all services, of which none may do that.
 */
const DIFFERENCES = `
  WITH stated AS (
    SELECT 'order' AS by, key, type, data, aggregate_version FROM okuru_order.event
    UNION ALL SELECT 'inventory', key, type, data, aggregate_version FROM okuru_inventory.event
    UNION ALL SELECT 'shipping', key, type, data, aggregate_version FROM okuru_shipping.event
    UNION ALL SELECT 'notification', key, type, data, aggregate_version FROM okuru_notification.event
  ), pairs (what, state, fact) AS (
    SELECT 'orders and order.placed',
      (SELECT array_agg('order:' || order_id ORDER BY order_id) FROM okuru_order.orders),
      (SELECT array_agg(key ORDER BY key) FROM stated WHERE type = 'order.placed')
    UNION ALL SELECT 'cancelled orders and order.cancelled',
      (SELECT array_agg('order:' || order_id ORDER BY order_id) FROM okuru_order.orders WHERE status = 'cancelled'),
      (SELECT array_agg(key ORDER BY key) FROM stated WHERE type = 'order.cancelled')
    UNION ALL SELECT 'reservations and stock.reserved',
      (SELECT array_agg(DISTINCT 'order:' || order_id) FROM okuru_inventory.reservation),
      (SELECT array_agg(DISTINCT key) FROM stated WHERE type = 'stock.reserved')
    UNION ALL SELECT 'parcels and parcels.planned',
      (SELECT array_agg(parcel_id::text ORDER BY parcel_id::text) FROM okuru_shipping.parcel),
      (SELECT array_agg(parcel ->> 'parcelId' ORDER BY parcel ->> 'parcelId')
        FROM stated CROSS JOIN LATERAL jsonb_array_elements(data::jsonb -> 'parcels') AS parcel WHERE type = 'parcels.planned')
    UNION ALL SELECT 'parcels that left and parcel.dispatched',
      (SELECT array_agg(parcel_id::text ORDER BY parcel_id::text) FROM okuru_shipping.parcel WHERE dispatched_at IS NOT NULL),
      (SELECT array_agg(data ->> 'parcelId' ORDER BY data ->> 'parcelId') FROM stated WHERE type = 'parcel.dispatched')
    UNION ALL SELECT 'letters sent and letter.sent',
      (SELECT array_agg('order:' || order_id ORDER BY order_id) FROM okuru_notification.letter WHERE state = 'sent'),
      (SELECT array_agg(key ORDER BY key) FROM stated WHERE type = 'letter.sent')
  ), versions AS (
    SELECT by || ' ' || key AS key, count(*) AS facts, count(DISTINCT aggregate_version) AS distinct_versions,
      max(aggregate_version) AS last
    FROM stated GROUP BY by, key
  )
  SELECT what AS difference FROM pairs WHERE state IS DISTINCT FROM fact
  UNION ALL SELECT 'versions of ' || key FROM versions WHERE facts <> last OR distinct_versions <> last`;

export const differencesOfStateAndEvents = async (database: Pool): Promise<string[]> =>
  (await database.query<{ difference: string }>(DIFFERENCES)).rows.map(({ difference }) => difference);
