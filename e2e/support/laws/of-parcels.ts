import type { Law } from './law.js';

export const PARCEL_LAWS: readonly Law[] = [
  {
    name: 'what left was proven unit by unit and carries its one waybill',
    sql: `
      SELECT order_id, format('parcel %s: %s of %s scanned, waybill %s, told %s', parcel_id, scanned, quantity,
        tracking_number, told) AS fault
      FROM asked JOIN okuru_shipping.parcel p USING (order_id)
      CROSS JOIN LATERAL (
        SELECT sum(scanned) AS scanned, sum(quantity) AS quantity
        FROM okuru_shipping.parcel_line l WHERE l.parcel_id = p.parcel_id) AS lines
      CROSS JOIN LATERAL (
        SELECT array_agg(f.data ->> 'trackingNumber') AS told FROM facts f
        WHERE f.type = 'parcel.dispatched' AND f.data ->> 'parcelId' = p.parcel_id::text) AS said
      WHERE dispatched_at IS NOT NULL
        AND (scanned <> quantity OR tracking_number IS NULL OR told IS DISTINCT FROM ARRAY[tracking_number])`,
  },
  {
    name: 'a voided parcel never left, in no fact either',
    sql: `
      SELECT order_id, format('parcel %s is %s, told dispatched: %s, told voided: %s', parcel_id, status, left_told,
        void_told) AS fault
      FROM asked a JOIN okuru_shipping.parcel p USING (order_id)
      CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM facts f WHERE f.key = a.key AND f.type = 'parcel.dispatched'
          AND f.data ->> 'parcelId' = p.parcel_id::text) AS left_told) AS dispatched
      CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM facts f WHERE f.key = a.key AND f.type = 'parcels.voided'
          AND f.data -> 'parcelIds' ? p.parcel_id::text) AS void_told) AS voided
      WHERE (left_told, void_told, status) NOT IN
        ((true, false, 'dispatched'), (true, false, 'delivered'), (false, true, 'voided'))`,
  },
  {
    name: 'no parcel leaves of an order that is cancelled',
    sql: `
      SELECT order_id, 'a parcel left and the order was cancelled' AS fault
      FROM asked a
      WHERE EXISTS (SELECT FROM facts f WHERE f.key = a.key AND f.type = 'parcel.dispatched')
        AND EXISTS (SELECT FROM facts f WHERE f.key = a.key AND f.type = 'order.cancelled')`,
  },
  {
    name: 'whoever asks to cancel gets one answer: no exactly when a parcel had left',
    sql: `
      SELECT order_id, format('asked %s, refused %s, voided %s, left before %s', asked_times, refused, voided,
        left_before) AS fault
      FROM asked a
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE type = 'order.cancellation-requested') AS asked_times,
          count(*) FILTER (WHERE type = 'cancellation.refused') AS refused,
          count(*) FILTER (WHERE type = 'parcels.voided') AS voided,
          min(aggregate_version) FILTER (WHERE type = 'cancellation.refused') AS refused_at,
          min(aggregate_version) FILTER (WHERE type = 'parcels.voided') AS voided_at
        FROM facts f WHERE f.key = a.key) AS said
      CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT FROM facts f WHERE f.key = a.key AND f.type = 'parcel.dispatched'
          AND f.aggregate_version < coalesce(refused_at, voided_at)) AS left_before) AS before
      WHERE asked_times > 1 OR refused + voided <> asked_times OR (refused = 1) <> left_before`,
  },
  {
    name: 'order knows how the cancelling ended',
    sql: `
      SELECT order_id, format('%s at order, shipping said %s', o.cancellation, answer) AS fault
      FROM asked a JOIN okuru_order.orders o USING (order_id)
      CROSS JOIN LATERAL (
        SELECT coalesce(max(CASE type WHEN 'cancellation.refused' THEN 'refused' WHEN 'parcels.voided' THEN 'done' END), 'none')
          AS answer
        FROM facts f WHERE f.key = a.key) AS said
      WHERE o.cancellation <> answer
        OR (answer = 'done') <> EXISTS (SELECT FROM facts f WHERE f.key = a.key AND f.type = 'order.cancelled')`,
  },
];
