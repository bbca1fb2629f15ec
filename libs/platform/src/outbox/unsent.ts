import type { ServiceName } from '@okuru/contracts';
import type { ClientBase } from 'pg';
import { prepared } from '../database/prepared.js';
import type { LogRecord } from '../event-log/event-log.js';
import { encodeEvent } from './cloud-event.js';

/**
 * What is there, oldest first. No cursor: of two overlapping transactions the one with the lower position may commit
 * last. The lookup is lateral and the statement not prepared, because a plan made while the archive was empty would
 * read all of it for each batch.
 */
const READ = `
  SELECT next.position::text AS position, next.topic, event.id, event.key, event.type, event.version,
    event.aggregate_version::text AS "aggregateVersion", event.time, event.traceparent,
    event.causation_id AS "causationId", event.data::text AS data
  FROM (SELECT position, event_id, topic FROM outbox ORDER BY position LIMIT $1) AS next
  CROSS JOIN LATERAL (SELECT * FROM event WHERE event.id = next.event_id LIMIT 1) AS event
  ORDER BY next.position`;

const ANY_UNSENT = prepared('SELECT EXISTS (SELECT FROM outbox) AS "any"');

const DELETE = 'DELETE FROM outbox WHERE position = ANY ($1::bigint[])';

/** Counted up to a bound: after a long outage of the log there may be millions, and this is asked every few seconds. */
const BACKLOG = `
  SELECT count(*)::int AS unsent, coalesce(extract(epoch FROM clock_timestamp() - min(stated_at)), 0)::float8 AS "oldestSeconds"
  FROM (SELECT stated_at FROM outbox ORDER BY position LIMIT 100000) AS oldest`;

interface UnsentRow {
  readonly position: string;
  readonly topic: string;
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly version: number;
  readonly aggregateVersion: string;
  readonly time: Date;
  readonly traceparent: string;
  readonly causationId: string | null;
  readonly data: string;
}

/** Records to send, and which rows of the outbox they stand for. */
export interface Unsent {
  readonly positions: readonly string[];
  readonly byTopic: ReadonlyMap<string, readonly LogRecord[]>;
}

export interface Backlog {
  readonly unsent: number;
  /** Age of the oldest unsent fact; what to alarm on. */
  readonly oldestSeconds: number;
}

export const readUnsent = async (
  client: ClientBase,
  service: ServiceName,
  recordsMax: number,
): Promise<Unsent> => {
  const { rows } = await client.query<UnsentRow>(READ, [recordsMax]);
  const byTopic = new Map<string, LogRecord[]>();
  for (const row of rows) {
    const records = byTopic.get(row.topic) ?? [];
    byTopic.set(row.topic, records);
    records.push(
      encodeEvent({
        id: row.id,
        type: row.type,
        version: row.version,
        source: service,
        key: row.key,
        time: row.time.toISOString(),
        aggregateVersion: Number(row.aggregateVersion),
        traceparent: row.traceparent,
        ...(row.causationId === null ? {} : { causationId: row.causationId }),
        data: row.data,
      }),
    );
  }
  return { positions: rows.map(({ position }) => position), byTopic };
};

/** Cheap enough to ask several times a second. */
export const isAnyUnsent = async (client: ClientBase): Promise<boolean> => {
  const { rows } = await client.query<{ any: boolean }>(ANY_UNSENT);
  return rows[0]?.any ?? false;
};

/** Deletes exactly what was sent: what has arrived below in the meantime stays. */
export const deleteSent = async (client: ClientBase, { positions }: Unsent): Promise<void> => {
  await client.query(DELETE, [positions]);
};

export const backlogOf = async (client: ClientBase): Promise<Backlog> => {
  const { rows } = await client.query<Backlog>(BACKLOG);
  return rows[0] ?? { unsent: 0, oldestSeconds: 0 };
};
