import type { QueryRunner } from 'typeorm';
import type { SchemaChange } from './schema-change.js';

/**
 * The tables every service has for stating and hearing facts.
 * - `event` is the archive: written once and kept. It is not partitioned by month: its ids must be unique over all
 *   time, and PostgreSQL has no unique index across partitions without the partition's column.
 * - `outbox` holds references only and is nearly always empty, so dead rows are swept early.
 * - `inbox` and `event` are cleared by time, for which a BRIN index is enough: rows arrive in that order.
 * - keys are compared byte by byte (COLLATE "C"): faster, and the same order everywhere for taking locks.
 * - a dead letter's record is bytes, and its headers are json, not jsonb: a broken record may hold NUL.
 */
export class PlatformTables1760000000000 implements SchemaChange {
  readonly goingBackLoses = 'every fact, the inbox and what was set aside';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event (
        id uuid PRIMARY KEY,
        key text COLLATE "C" NOT NULL,
        type text NOT NULL,
        version int NOT NULL,
        aggregate_version bigint NOT NULL,
        time timestamptz NOT NULL,
        traceparent text NOT NULL,
        causation_id uuid,
        data jsonb NOT NULL,
        UNIQUE (key, aggregate_version)
      );
      CREATE INDEX event_time ON event USING brin (time);
      CREATE TABLE event_head (
        key text COLLATE "C" PRIMARY KEY,
        aggregate_version bigint NOT NULL
      ) WITH (fillfactor = 70);
      CREATE TABLE outbox (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        event_id uuid NOT NULL,
        topic text NOT NULL,
        stated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
      CREATE TABLE relay_lease (
        name text PRIMARY KEY,
        owner uuid NOT NULL,
        until timestamptz NOT NULL,
        epoch bigint NOT NULL
      ) WITH (fillfactor = 20);
      CREATE TABLE inbox (
        event_id uuid NOT NULL,
        consumer text COLLATE "C" NOT NULL,
        heard_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (event_id, consumer)
      );
      CREATE INDEX inbox_heard_at ON inbox USING brin (heard_at);
      CREATE TABLE consumer_fence (
        consumer text COLLATE "C" NOT NULL,
        topic text COLLATE "C" NOT NULL,
        partition int NOT NULL,
        next_offset bigint NOT NULL,
        PRIMARY KEY (consumer, topic, partition)
      ) WITH (fillfactor = 20);
      CREATE TABLE parked_key (
        consumer text COLLATE "C" NOT NULL,
        topic text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, topic, key)
      );
      CREATE TABLE dead_letter (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text COLLATE "C" NOT NULL,
        topic text COLLATE "C" NOT NULL,
        partition int NOT NULL,
        "offset" bigint NOT NULL,
        key text COLLATE "C" NOT NULL,
        record_key bytea NOT NULL,
        event_id uuid NOT NULL,
        type text NOT NULL,
        headers json NOT NULL,
        value bytea NOT NULL,
        value_cut boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('dead', 'waiting', 'replayed', 'discarded')),
        reason text NOT NULL,
        fault text NOT NULL,
        tries int NOT NULL,
        dead_at timestamptz NOT NULL DEFAULT now(),
        settled_at timestamptz,
        settled_note text
      );
      CREATE INDEX dead_letter_open ON dead_letter (consumer, topic, key, id) WHERE state IN ('dead', 'waiting');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE dead_letter, parked_key, consumer_fence, inbox, relay_lease, outbox, event_head, event;
    `);
  }
}
