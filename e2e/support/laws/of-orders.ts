import type { Law } from './law.js';

export const ORDER_LAWS: readonly Law[] = [
  {
    name: 'an order ends shipped or cancelled',
    sql: `
      SELECT a.order_id, coalesce(o.status, 'missing') AS fault
      FROM asked a LEFT JOIN okuru_order.orders o USING (order_id)
      WHERE coalesce(o.status, 'missing') NOT IN ('shipped', 'delivered', 'cancelled')`,
  },
  {
    name: 'every unit ordered is shipped or cancelled, none waits, none is counted twice',
    sql: `
      SELECT order_id, format('ordered %s, shipped %s, cancelled %s, reserved %s, packed %s',
        ordered, shipped, cancelled, reserved, packed) AS fault
      FROM asked JOIN okuru_order.order_line USING (order_id)
      WHERE ordered <> shipped + cancelled OR reserved <> 0 OR packed <> 0`,
  },
  {
    name: 'an order is shipped when a parcel left and cancelled when none did',
    sql: `
      SELECT o.order_id, o.status || ' with ' || left_parcels || ' parcels' AS fault
      FROM asked JOIN okuru_order.orders o USING (order_id)
      CROSS JOIN LATERAL (
        SELECT count(*) AS left_parcels FROM okuru_shipping.parcel p
        WHERE p.order_id = o.order_id AND p.dispatched_at IS NOT NULL) AS sent
      WHERE (o.status IN ('shipped', 'delivered')) <> (left_parcels > 0)`,
  },
  {
    name: 'order counts as shipped what left in parcels',
    sql: `
      SELECT order_id, format('line %s counts %s, parcels took %s', line_id, shipped, taken) AS fault
      FROM asked JOIN okuru_order.order_line l USING (order_id)
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(pl.quantity), 0) AS taken
        FROM okuru_shipping.parcel p JOIN okuru_shipping.parcel_line pl USING (parcel_id)
        WHERE p.order_id = l.order_id AND pl.line_id = l.line_id AND p.dispatched_at IS NOT NULL) AS sent
      WHERE shipped <> taken`,
  },
  {
    name: 'order knows each parcel as shipping does',
    sql: `
      SELECT order_id, format('parcel %s is %s at order, %s at shipping', parcel_id, op.status, p.status) AS fault
      FROM asked JOIN okuru_shipping.parcel p USING (order_id)
      LEFT JOIN okuru_order.order_parcel op USING (order_id, parcel_id)
      WHERE op.status IS DISTINCT FROM p.status`,
  },
  {
    name: 'the history tells each fact of the order once',
    sql: `
      SELECT a.order_id, format('%s is told %s times', f.type, told) AS fault
      FROM asked a
      JOIN facts f ON f.key = a.key AND (f.source = 'order' OR 'order' = ANY (f.consumers))
      CROSS JOIN LATERAL (
        SELECT count(*) AS told FROM okuru_order.order_history h
        WHERE h.order_id = a.order_id AND h.what = f.type AND h.source = f.source
          AND h.aggregate_version = f.aggregate_version) AS history
      WHERE told <> 1`,
  },
];
