import type { ServiceName } from '@okuru/contracts';
import { topicOf } from '@okuru/contracts';
import type { ClientBase } from 'pg';
import { headersSql } from './cloud-event-sql.js';
import { CONFIRMED } from './relay-lease.js';
import type { TransactionalLog } from './transactional-log.js';

/**
 * One statement takes what is oldest out of the outbox and appends it to the log, so no fact leaves the database and not
 * even a crash makes a duplicate. It takes all of what it found or nothing: not without the lease, and not where a row has
 * no hash or is for another topic. While the lease is ours nobody else takes rows away, and none is ever changed; should the
 * outbox give up other than the log takes, the division fails and with it the statement. Rows are deleted by their place
 * and nothing is joined to them, for the outbox is nearly always empty and its statistics are of no use. Not prepared: a
 * plan made while the archive was empty would read all of it for each batch.
 */
const statement = (log: TransactionalLog): string => `
  WITH next AS MATERIALIZED (
    SELECT waiting.place, waiting.position, waiting.topic, waiting.key_hash, event.key, ${headersSql('$5::text')} AS headers,
      event.data::text AS value
    FROM (SELECT ctid AS place, position, event_id, topic, key_hash FROM outbox ORDER BY position LIMIT $1) AS waiting
    CROSS JOIN LATERAL (SELECT * FROM event WHERE event.id = waiting.event_id LIMIT 1) AS event
  ), lease AS MATERIALIZED (
    ${CONFIRMED('$2', '$3')} AND EXISTS (SELECT FROM next) FOR SHARE
  ), fit AS MATERIALIZED (
    SELECT count(*) AS facts, EXISTS (SELECT FROM lease) AS ours, bool_and(topic = $4 AND key_hash IS NOT NULL) AS whole FROM next
  ), deleted AS (
    DELETE FROM outbox WHERE ctid = ANY (ARRAY(SELECT place FROM next, fit WHERE fit.ours AND fit.whole)) RETURNING 1
  ), found AS (
    SELECT key_hash, key, headers, value, position AS turn FROM next, fit WHERE fit.ours AND fit.whole
  ), ${log.appendingSql('$4::text')}
  SELECT fit.facts::int AS waiting, fit.ours,
    (appended.records / CASE WHEN appended.records = deleted.facts THEN 1 ELSE 0 END)::int AS moved
  FROM fit, (SELECT count(*) AS facts FROM deleted) AS deleted, (SELECT count(*) AS records FROM appended) AS appended`;

/** What a relay found in the outbox and did with it. */
export interface Moved {
  readonly waiting: number;
  /** The lease was ours; always so when nothing waits. */
  readonly ours: boolean;
  /** All that waited, or nothing: then it is to be sent the long way. */
  readonly moved: number;
}

/** Moves facts of one service into a log in the same database. */
export class Moving {
  private readonly sql: string;
  private readonly topic: string;

  constructor(
    private readonly log: TransactionalLog,
    private readonly service: ServiceName,
  ) {
    this.topic = topicOf(service);
    this.sql = statement(log);
  }

  async move(
    client: ClientBase,
    lease: readonly [name: string, owner: string],
    factsMax: number,
  ): Promise<Moved> {
    const { rows } = await client.query<Moved>(this.sql, [factsMax, ...lease, this.topic, this.service]);
    const moved = rows[0] ?? { waiting: 0, ours: true, moved: 0 };
    if (moved.moved > 0) this.log.wake(this.topic);
    return moved.waiting === 0 ? { ...moved, ours: true } : moved;
  }
}
