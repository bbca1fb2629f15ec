import type { Law } from './law.js';

export const EVENT_LAWS: readonly Law[] = [
  {
    name: 'every fact was heard by everybody it is for',
    sql: `
      SELECT a.order_id, format('%s never heard %s', listener, f.type) AS fault
      FROM asked a JOIN facts f USING (key) CROSS JOIN LATERAL unnest(f.consumers) AS listener
      WHERE NOT EXISTS (SELECT FROM inboxes i WHERE i.event_id = f.id AND i.consumer = 'okuru.' || listener)`,
  },
  {
    name: 'no event was set aside',
    sql: `
      SELECT a.order_id, format('%s set %s aside (%s): %s', d.consumer, d.type, d.state, d.fault) AS fault
      FROM asked a JOIN (
        SELECT * FROM okuru_order.dead_letter UNION ALL SELECT * FROM okuru_inventory.dead_letter
        UNION ALL SELECT * FROM okuru_shipping.dead_letter UNION ALL SELECT * FROM okuru_notification.dead_letter
      ) AS d USING (key)`,
  },
  {
    name: 'nothing that was stated waits to be sent',
    sql: `
      SELECT a.order_id, format('%s waits in the outbox of %s', f.type, f.source) AS fault
      FROM asked a JOIN facts f USING (key) JOIN (
        SELECT event_id FROM okuru_order.outbox UNION ALL SELECT event_id FROM okuru_inventory.outbox
        UNION ALL SELECT event_id FROM okuru_shipping.outbox UNION ALL SELECT event_id FROM okuru_notification.outbox
      ) AS unsent ON unsent.event_id = f.id`,
  },
];
