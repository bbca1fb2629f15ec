import type { Law } from './law.js';

export const STOCK_LAWS: readonly Law[] = [
  {
    name: 'an ended order holds nothing and waits for nothing',
    sql: `
      SELECT order_id, format('held %s, waiting %s', held, waiting) AS fault
      FROM asked JOIN okuru_inventory.reservation USING (order_id)
      WHERE held <> 0 OR waiting <> 0`,
  },
  {
    name: 'nothing of a sku is promised once its orders have ended',
    sql: `
      SELECT a.order_id, format('reserved %s, waiting %s, free %s of %s', reserved, waiting, free, on_hand) AS fault
      FROM asked a JOIN okuru_inventory.stock s USING (sku)
      WHERE reserved <> 0 OR waiting <> 0 OR free <> on_hand`,
  },
  {
    name: 'what came in is on the shelf, left in a parcel, or was missing there',
    sql: `
      SELECT a.order_id, format('%s came in, %s on hand, %s left, %s missing', goods, on_hand, gone, lost) AS fault
      FROM asked a JOIN okuru_inventory.stock s USING (sku)
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(pl.quantity), 0) AS gone
        FROM okuru_shipping.parcel p JOIN okuru_shipping.parcel_line pl USING (parcel_id)
        WHERE pl.sku = a.sku AND p.dispatched_at IS NOT NULL) AS sent
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(units), 0) AS lost FROM okuru_shipping.shortage m WHERE m.sku = a.sku) AS missed
      WHERE goods <> on_hand + gone + lost`,
  },
  {
    name: 'the ledger explains what is on hand',
    sql: `
      SELECT a.order_id, format('on hand %s, the ledger says %s', on_hand, sum) AS fault
      FROM asked a JOIN okuru_inventory.stock s USING (sku)
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(change), 0) AS sum FROM okuru_inventory.movement m WHERE m.sku = s.sku) AS ledger
      WHERE on_hand <> sum`,
  },
  {
    name: 'what parcels lacked was written off once, and both books know what is still to come',
    sql: `
      SELECT order_id, format('report %s line %s: %s missing, %s still; written off %s, replaced %s of %s', report_id,
        line_id, m.units, m.missing, written_off, replaced, i.units) AS fault
      FROM asked JOIN okuru_shipping.shortage m USING (order_id)
      LEFT JOIN okuru_inventory.missing_units i USING (order_id, report_id, line_id)
      CROSS JOIN LATERAL (
        SELECT coalesce(-sum(change), 0) AS lost FROM okuru_inventory.movement l
        WHERE l.kind = 'adjusted' AND l.op_id = m.report_id::text AND l.line_id = m.line_id) AS ledger
      WHERE written_off IS DISTINCT FROM m.units OR lost <> m.units OR m.missing <> m.units - replaced`,
  },
  {
    name: 'the ledger ships each line of a parcel that left, once, and no other',
    sql: `
      SELECT order_id, format('line %s of parcel %s: ledger %s, parcel %s', line_id, parcel_id, sum(booked), sum(gone)) AS fault
      FROM asked JOIN (
        SELECT order_id, parcel_id, line_id, -change AS booked, 0 AS gone
        FROM okuru_inventory.movement WHERE kind = 'shipped'
        UNION ALL
        SELECT order_id, parcel_id, line_id, 0, quantity
        FROM okuru_shipping.parcel JOIN okuru_shipping.parcel_line USING (parcel_id) WHERE dispatched_at IS NOT NULL
      ) AS both_books USING (order_id)
      GROUP BY order_id, parcel_id, line_id HAVING sum(booked) <> sum(gone)`,
  },
];
