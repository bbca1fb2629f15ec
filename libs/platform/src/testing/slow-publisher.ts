import { topicOf } from '@okuru/contracts';
import pg from 'pg';
import type { Fact } from '../outbox/fact.js';

/** A transaction of the notification service that has its place in the outbox and has not committed. */
export const slowPublisher = async (
  url: string,
  { data }: Fact<'letter.sent'>,
): Promise<{ readonly position: number; commit(): Promise<void> }> => {
  const slow = new pg.Client({ connectionString: url, options: '-c search_path=okuru_notification' });
  await slow.connect();
  await slow.query('BEGIN');
  const { rows } = await slow.query<{ id: string }>(
    `INSERT INTO event (id, key, type, version, aggregate_version, time, traceparent, data)
     VALUES (gen_random_uuid(), $1, 'letter.sent', 1, 1, now(), '', $2) RETURNING id`,
    [`order:${data.orderId}`, JSON.stringify(data)],
  );
  const taken = await slow.query<{ position: string }>(
    'INSERT INTO outbox (event_id, topic) VALUES ($1, $2) RETURNING position',
    [rows[0]?.id, topicOf('notification')],
  );
  return {
    position: Number(taken.rows[0]?.position),
    async commit() {
      await slow.query('COMMIT');
      await slow.end();
    },
  };
};
