import { admitAppenders } from './appenders.js';
import { quotedSchema } from './schema-name.js';
import type { LogPool } from './sql-client.js';

/**
 * - `partition_head` is the row an append locks: the next offset. It is updated by every append, hence the free room.
 * - `partition_floor` stands apart so that retention never waits for an append, nor an append for retention.
 * - `incarnation` tells a topic from a later one of the same name, so that a stale cursor begins again.
 * - `headers` is text, not jsonb: jsonb refuses \u0000, and the log is opaque.
 * - `group_cursor` has no foreign key: where a group stands outlives a deleted topic, and the mismatch is noticed.
 */
const tables = (schema: string): string => `
  CREATE TABLE ${schema}.log (log_id uuid NOT NULL DEFAULT gen_random_uuid(), version int NOT NULL);
  CREATE TABLE ${schema}.topic (
    name text PRIMARY KEY,
    partitions int NOT NULL CHECK (partitions > 0),
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE ${schema}.partition_head (
    topic text NOT NULL REFERENCES ${schema}.topic ON DELETE CASCADE,
    partition int NOT NULL,
    next_offset bigint NOT NULL DEFAULT 0,
    incarnation uuid NOT NULL DEFAULT gen_random_uuid(),
    PRIMARY KEY (topic, partition)
  ) WITH (fillfactor = 20);
  CREATE TABLE ${schema}.partition_floor (
    topic text NOT NULL,
    partition int NOT NULL,
    first_offset bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (topic, partition),
    FOREIGN KEY (topic, partition) REFERENCES ${schema}.partition_head ON DELETE CASCADE
  ) WITH (fillfactor = 50);
  CREATE TABLE ${schema}.record (
    topic text NOT NULL,
    partition int NOT NULL,
    "offset" bigint NOT NULL,
    key text NOT NULL,
    headers text NOT NULL,
    value text NOT NULL,
    appended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (topic, partition, "offset")
  ) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);
  CREATE TABLE ${schema}.group_member (
    group_name text NOT NULL,
    member_id uuid NOT NULL,
    topics text[] NOT NULL,
    joined_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    alive_until timestamptz NOT NULL,
    PRIMARY KEY (group_name, member_id)
  ) WITH (fillfactor = 50);
  CREATE TABLE ${schema}.group_cursor (
    group_name text NOT NULL,
    topic text NOT NULL,
    partition int NOT NULL,
    next_offset bigint NOT NULL,
    incarnation uuid NOT NULL,
    owner uuid,
    epoch bigint NOT NULL DEFAULT 0,
    leased_until timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (group_name, topic, partition)
  ) WITH (fillfactor = 20);
  INSERT INTO ${schema}.log (version) VALUES (${VERSION});
`;

const VERSION = 1;

const creation = (schema: string): string => `CREATE SCHEMA ${schema}`;
const identification = (schema: string): string => `SELECT log_id, version FROM ${schema}.log`;

/**
 * Creates the schema when it is not there, and answers the log's own id. Safe for any number of processes booting at
 * once: they take turns, and all but the first find the work done. Throws when the schema is of a newer version.
 */
export const installSchema = async (pool: LogPool, schema: string): Promise<string> => {
  const name = quotedSchema(schema);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('okuru event log ' || $1, 0))`, [
      schema,
    ]);
    // CREATE SCHEMA IF NOT EXISTS asks for the right to create even when there is nothing to do.
    const { rows: found } = await client.query<{ schema: boolean; log: boolean }>(
      `SELECT to_regnamespace($1) IS NOT NULL AS schema, to_regclass($1 || '.log') IS NOT NULL AS log`,
      [name],
    );
    if (!found[0]?.schema) await client.query(creation(name));
    if (!found[0]?.log) await client.query(tables(name));
    await admitAppenders(client, schema);
    const { rows } = await client.query<{ log_id: string; version: number }>(identification(name));
    await client.query('COMMIT');
    const log = rows[0];
    if (!log || log.version !== VERSION) {
      throw new Error(
        `Schema ${schema} holds an event log of version ${log?.version}; this program knows ${VERSION}.`,
      );
    }
    return log.log_id;
  } catch (fault) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw fault;
  } finally {
    client.release();
  }
};
