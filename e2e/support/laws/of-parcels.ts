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
        SELECT FROM facts f WHERE f.key = a.key AND f.type IN ('parcels.voided', 'amendment.accepted')
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
  {
    name: 'whoever asks to amend gets one answer',
    sql: `
      SELECT order_id, format('amendment %s was answered %s times', f.data ->> 'amendment', answers) AS fault
      FROM asked a JOIN facts f ON f.key = a.key AND f.type = 'order.amendment-requested'
      CROSS JOIN LATERAL (
        SELECT count(*) AS answers FROM facts said
        WHERE said.key = a.key AND said.type IN ('amendment.accepted', 'amendment.refused')
          AND said.data -> 'amendment' = f.data -> 'amendment') AS answered
      WHERE answers <> 1`,
  },
  {
    name: 'what left went to the address of the last accepted amendment',
    sql: `
      SELECT order_id, format('parcel %s left for another address', f.data ->> 'parcelId') AS fault
      FROM asked a JOIN facts f ON f.key = a.key AND f.type = 'parcel.dispatched'
      CROSS JOIN LATERAL (
        SELECT coalesce(
          (SELECT wish.data ->> 'addressId' FROM facts wish JOIN facts yes ON yes.key = wish.key
             AND yes.type = 'amendment.accepted' AND yes.data -> 'amendment' = wish.data -> 'amendment'
           WHERE wish.key = a.key AND wish.type = 'order.amendment-requested'
           ORDER BY (wish.data ->> 'amendment')::int DESC LIMIT 1),
          (SELECT first.data ->> 'addressId' FROM facts first
           WHERE first.key = a.key AND first.type = 'order.confirmed')) AS address_id) AS wanted
      WHERE f.data ->> 'addressId' IS DISTINCT FROM address_id`,
  },
  {
    name: 'order knows how the last amendment ended, and is what was accepted',
    sql: `
      SELECT order_id, format('amendment %s at order, shipping said %s, goes elsewhere: %s', o.amendment ->> 'state',
        answer, elsewhere) AS fault
      FROM asked a JOIN okuru_order.orders o USING (order_id)
      CROSS JOIN LATERAL (
        SELECT CASE said.type WHEN 'amendment.accepted' THEN 'accepted' WHEN 'amendment.refused' THEN 'refused' END AS answer
        FROM facts said WHERE said.key = a.key AND said.type IN ('amendment.accepted', 'amendment.refused')
        ORDER BY (said.data ->> 'amendment')::int DESC LIMIT 1) AS said
      CROSS JOIN LATERAL (SELECT answer = 'accepted' AND EXISTS (
        SELECT FROM facts wish WHERE wish.key = a.key AND wish.type = 'order.amendment-requested'
          AND wish.data -> 'amendment' = o.amendment -> 'amendment'
          AND (wish.data ->> 'addressId', (wish.data ->> 'total')::int) IS DISTINCT FROM (o.address_id, o.total)
        ) AS elsewhere) AS kept
      WHERE o.amendment ->> 'state' IS DISTINCT FROM answer OR elsewhere`,
  },
];
