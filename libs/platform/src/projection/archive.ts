import { definitionOf, type Envelope, type ServiceName } from '@okuru/contracts';
import pg from 'pg';
import { EnduringClient } from '../database/enduring-client.js';
import { schemaOf } from '../database/service-database.js';
import { decodeEvent, encodeEvent } from '../outbox/cloud-event.js';

const CONNECT_MS_MAX = 20_000;
/** Of one key the order of its versions; the keys in any order. */
const NEXT = `
  SELECT id, key, type, version, aggregate_version::text AS "aggregateVersion", time, traceparent,
    causation_id AS "causationId", data::text AS data
  FROM event
  WHERE (key, aggregate_version) > ($1, $2::bigint) AND type = ANY ($3::text[])
  ORDER BY key, aggregate_version LIMIT $4`;
const NEXT_OF_GROWN = `
  SELECT id, event.key, type, version, aggregate_version::text AS "aggregateVersion", time, traceparent,
    causation_id AS "causationId", data::text AS data
  FROM event JOIN grown_key ON event.key = grown_key.key AND aggregate_version > grown_key.seen
  WHERE (event.key, aggregate_version) > ($1, $2::bigint) AND type = ANY ($3::text[])
  ORDER BY event.key, aggregate_version LIMIT $4`;

/** How far each key was read. A key's versions are dense, so what came after is exactly what stands above. */
const REMEMBER_SEEN = `
  CREATE TEMP TABLE seen_key ON COMMIT PRESERVE ROWS AS SELECT key, aggregate_version AS seen FROM event_head;
  CREATE TEMP TABLE grown_key (key text COLLATE "C" PRIMARY KEY, seen bigint NOT NULL) ON COMMIT PRESERVE ROWS`;
const FIND_GROWN = `
  INSERT INTO grown_key
  SELECT head.key, coalesce(seen_key.seen, 0) FROM event_head AS head LEFT JOIN seen_key USING (key)
  WHERE head.aggregate_version > coalesce(seen_key.seen, 0)`;
const FORGET_GROWN = 'TRUNCATE grown_key';
const SEE_GROWN = `
  DELETE FROM seen_key USING grown_key WHERE seen_key.key = grown_key.key;
  INSERT INTO seen_key SELECT head.key, head.aggregate_version FROM event_head AS head JOIN grown_key USING (key)`;

/** Keys of lasting facts whose first fact is gone: an archive that was cleared by age. */
const BEGINS_LATE = `
  SELECT count(*)::int AS keys FROM event_head AS head
  WHERE NOT EXISTS (SELECT FROM event WHERE event.key = head.key AND (aggregate_version = 1 OR passing))`;

const OF_KEYS = `
  SELECT id, key, type, version, aggregate_version::text AS "aggregateVersion", time, traceparent,
    causation_id AS "causationId", data::text AS data
  FROM event WHERE key = ANY ($1::text[]) AND type = ANY ($2::text[]) ORDER BY key, aggregate_version`;

interface ArchivedRow {
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

/**
 * The archive of one emitter, read by a session of the emitter's own: no service's role reads another's schema. The
 * first reading is one snapshot of the whole archive; each later one is what was stated since.
 */
export class Archive {
  private isReadBefore = false;

  private constructor(
    private readonly emitter: ServiceName,
    private readonly types: readonly string[],
    private readonly client: pg.Client,
  ) {}

  static async open(emitter: ServiceName, url: string, types: readonly string[]): Promise<Archive> {
    const client: pg.Client = new EnduringClient({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      application_name: `okuru-rebuild-from-${emitter}`,
      options: `-c search_path=${schemaOf(emitter)} -c timezone=UTC`,
    });
    await client.connect();
    return new Archive(emitter, types, client);
  }

  /** Hands over what is there, or came since the last reading, in batches. Answers how many events that were. */
  async read(batchMax: number, take: (events: readonly Envelope[]) => Promise<void>): Promise<number> {
    await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    try {
      const isFirst = !this.isReadBefore;
      if (isFirst) await this.begin();
      else await this.client.query(FIND_GROWN);
      const read = await this.readFrom(isFirst ? NEXT : NEXT_OF_GROWN, batchMax, take);
      if (!isFirst) await this.client.query(SEE_GROWN);
      await this.client.query(FORGET_GROWN);
      await this.client.query('COMMIT');
      this.isReadBefore = true;
      return read;
    } catch (fault) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw fault;
    }
  }

  /** What was stated of these keys until now, of each in order. */
  async ofKeys(keys: readonly string[]): Promise<Envelope[]> {
    const { rows } = await this.client.query<ArchivedRow>(OF_KEYS, [keys, this.types]);
    return rows.map((row) => this.eventOf(row));
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  private async begin(): Promise<void> {
    const { rows } = await this.client.query<{ keys: number }>(BEGINS_LATE);
    const keys = rows[0]?.keys ?? 0;
    if (keys > 0)
      throw new Error(
        `The archive of ${this.emitter} does not begin at the beginning (${keys} keys): what is made from it would lack rows. Nothing was done.`,
      );
    await this.client.query(REMEMBER_SEEN);
  }

  private async readFrom(
    sql: string,
    batchMax: number,
    take: (events: readonly Envelope[]) => Promise<void>,
  ): Promise<number> {
    let after: { readonly key: string; readonly version: string } = { key: '', version: '0' };
    let read = 0;
    // bound: the archive as it was when the transaction began
    for (;;) {
      const { rows } = await this.client.query<ArchivedRow>(sql, [
        after.key,
        after.version,
        this.types,
        batchMax,
      ]);
      if (rows.length > 0) await take(rows.map((row) => this.eventOf(row)));
      read += rows.length;
      const last = rows.at(-1);
      if (!last || rows.length < batchMax) return read;
      after = { key: last.key, version: last.aggregateVersion };
    }
  }

  /** Read as a listener reads it, so that an old event is checked and understood in the same way. */
  private eventOf({ causationId, ...row }: ArchivedRow): Envelope {
    return decodeEvent(
      encodeEvent({
        ...row,
        source: this.emitter,
        time: row.time.toISOString(),
        aggregateVersion: Number(row.aggregateVersion),
        ...(causationId === null ? {} : { causationId }),
      }),
    );
  }
}

/** The emitters of these types. Throws when the catalogue does not know one. */
export const emittersOfTypes = (types: readonly string[]): Map<ServiceName, string[]> => {
  const byEmitter = new Map<ServiceName, string[]>();
  for (const type of types) {
    const emitter = definitionOf(type)?.emitter;
    if (emitter === undefined) throw new Error(`${type} is not in the catalogue.`);
    byEmitter.set(emitter, [...(byEmitter.get(emitter) ?? []), type]);
  }
  return byEmitter;
};
