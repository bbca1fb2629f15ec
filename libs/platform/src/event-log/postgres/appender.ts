import type { LogRecord } from '../event-log.js';
import { UnknownTopicError } from '../event-log.errors.js';
import { partitionOf } from '../murmur2.js';
import { quotedSchema } from './schema-name.js';
import { rowsOf, type SqlClient } from './sql-client.js';

/**
 * One statement gives all records their offsets: it locks the heads in partition order (so that two appends never
 * deadlock), moves them on, and numbers the records from there. The lock is held until the commit: whoever comes next
 * gets higher offsets and commits later, so offsets appear in commit order and a reader never meets a gap. A sequence
 * would not do: of two overlapping transactions the one with the lower number may commit last.
 */
const appending = (schema: string, topic: string): string => `
  counted AS (
    SELECT partition, count(*) AS records FROM incoming GROUP BY partition
  ), locked AS (
    SELECT topic, partition FROM ${schema}.partition_head
    WHERE topic = ${topic} AND partition IN (SELECT partition FROM counted)
    ORDER BY partition
    FOR NO KEY UPDATE
  ), moved AS (
    UPDATE ${schema}.partition_head AS head SET next_offset = head.next_offset + counted.records
    FROM locked JOIN counted USING (partition)
    WHERE head.topic = locked.topic AND head.partition = locked.partition
    RETURNING head.partition, head.next_offset - counted.records AS first_offset
  ), appended AS (
    INSERT INTO ${schema}.record (topic, partition, "offset", key, headers, value)
    SELECT ${topic}, incoming.partition,
      moved.first_offset + row_number() OVER (PARTITION BY incoming.partition ORDER BY incoming.turn) - 1,
      incoming.key, incoming.headers, incoming.value
    FROM incoming JOIN moved USING (partition)
    RETURNING 1
  )`;

const appendStatement = (schema: string): string => `
  WITH incoming AS (
    SELECT * FROM unnest($2::int[], $3::text[], $4::text[], $5::text[])
      WITH ORDINALITY AS incoming (partition, key, headers, value, turn)
  ), ${appending(schema, '$1')}
  SELECT count(*)::int AS appended FROM appended
`;

const foundStatement = (schema: string, topic: string): string => `
  incoming AS (
    SELECT found.key_hash % topic.partitions AS partition, found.key, found.headers, found.value, found.turn
    FROM found JOIN ${schema}.topic ON topic.name = ${topic}
  ), ${appending(schema, topic)}`;

/** Appends to the records of one schema, within whatever transaction the client is in. */
export class Appender {
  private readonly name: string;
  private readonly append: string;
  private readonly countPartitions: string;
  private readonly partitionCounts = new Map<string, number>();

  constructor(schema: string) {
    const name = quotedSchema(schema);
    this.name = name;
    this.append = appendStatement(name);
    this.countPartitions = `SELECT partitions FROM ${name}.topic WHERE name = $1`;
  }

  /** See `TransactionalLog`. */
  appendingSql(topic: string): string {
    return foundStatement(this.name, topic);
  }

  /** Throws `UnknownTopicError` when the topic is not there; the caller's transaction must then be rolled back. */
  async appendWithin(client: SqlClient, topic: string, records: readonly LogRecord[]): Promise<void> {
    if (records.length === 0) return;
    const partitions = await this.partitionsOf(client, topic);
    const answer = await client.query(this.append, [
      topic,
      records.map(({ key }) => partitionOf(key, partitions)),
      records.map(({ key }) => key),
      records.map(({ headers }) => JSON.stringify(headers)),
      records.map(({ value }) => value),
    ]);
    const [count] = rowsOf<{ appended: number }>(answer);
    if (count?.appended !== records.length) {
      this.partitionCounts.delete(topic);
      throw new UnknownTopicError([topic]);
    }
  }

  private async partitionsOf(client: SqlClient, topic: string): Promise<number> {
    const known = this.partitionCounts.get(topic);
    if (known !== undefined) return known;
    const [found] = rowsOf<{ partitions: number }>(await client.query(this.countPartitions, [topic]));
    if (!found) throw new UnknownTopicError([topic]);
    this.partitionCounts.set(topic, found.partitions);
    return found.partitions;
  }
}
