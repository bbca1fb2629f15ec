import type { Law } from './law.js';

export const LETTER_LAWS: readonly Law[] = [
  {
    name: 'the buyer gets exactly one letter about each fact that asks for one',
    sql: `
      WITH due AS (
        SELECT f.key, f.id, CASE f.type
          WHEN 'order.confirmed' THEN 'confirmed'
          WHEN 'parcel.dispatched' THEN 'dispatched'
          WHEN 'order.cancelled' THEN 'cancelled'
          WHEN 'parcels.delayed' THEN CASE WHEN f.data ->> 'missesPromisedDay' = 'true' THEN 'delayed' END
          WHEN 'units.awaited' THEN 'units-awaited'
          WHEN 'order.amended' THEN 'amended'
          WHEN 'order.amendment-refused' THEN
            CASE WHEN f.data ->> 'reason' <> 'cancelled' THEN 'amendment-refused' END
          WHEN 'order.held' THEN CASE WHEN f.data -> 'reasons' ? 'awaiting-payment' THEN 'awaiting-payment' END
        END AS kind
        FROM facts f
      )
      SELECT a.order_id, format('letter %s of fact %s: %s, %s mails', coalesce(d.kind, l.kind), coalesce(d.id, l.fact_id),
        coalesce(l.state, 'missing'), mails) AS fault
      FROM (SELECT * FROM due WHERE kind IS NOT NULL) AS d
      FULL JOIN (SELECT 'order:' || order_id AS key, letter.* FROM okuru_notification.letter) AS l
        ON l.key = d.key AND l.fact_id = d.id AND l.kind = d.kind
      JOIN asked a ON a.key = coalesce(d.key, l.key)
      CROSS JOIN LATERAL (
        SELECT count(*) AS mails FROM okuru_notification.mailbox_mail m WHERE m.message_id = l.message_id) AS sent
      WHERE d.id IS NULL OR l.state IS DISTINCT FROM 'sent' OR mails <> 1`,
  },
  {
    name: 'order shows each letter that was sent',
    sql: `
      SELECT a.order_id, format('letter %s is told %s times', l.kind, told) AS fault
      FROM asked a JOIN okuru_notification.letter l USING (order_id)
      CROSS JOIN LATERAL (
        SELECT count(*) AS told FROM facts f
        WHERE f.key = a.key AND f.type = 'letter.sent' AND f.data ->> 'messageId' = l.message_id) AS said
      LEFT JOIN okuru_order.order_letter shown ON shown.order_id = a.order_id AND shown.message_id = l.message_id
      WHERE told <> 1 OR shown.kind IS DISTINCT FROM l.kind`,
  },
];
