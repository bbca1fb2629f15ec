import { Client } from 'pg';
import { LogCare, type TopicState } from '../log-care.js';
import { DEFAULT_LOG_SCHEMA } from './postgres-event-log.js';
import { quotedSchema } from './schema-name.js';

const CONNECT_MS_MAX = 10_000;

const statements = (schema: string) => ({
  /** topics */
  topics: `SELECT name AS topic, partitions FROM ${schema}.topic WHERE name = ANY ($1::text[]) ORDER BY name`,
  /** topics */
  used: `
    SELECT DISTINCT topic FROM ${schema}.partition_head
    WHERE topic = ANY ($1::text[]) AND next_offset > 0 ORDER BY topic`,
  /** group */
  forgetCursors: `DELETE FROM ${schema}.group_cursor WHERE group_name = $1`,
  /** group */
  forgetMembers: `DELETE FROM ${schema}.group_member WHERE group_name = $1`,
});

/** Looks after the log in PostgreSQL; a log that was never installed is an empty one. */
export class PostgresLogCare extends LogCare {
  private readonly sql: ReturnType<typeof statements>;

  private constructor(
    private readonly client: Client,
    private readonly installed: boolean,
    schema: string,
  ) {
    super();
    this.sql = statements(quotedSchema(schema));
  }

  static async open(url: string, schema = DEFAULT_LOG_SCHEMA): Promise<PostgresLogCare> {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT to_regclass($1 || '.record') IS NOT NULL AS there`,
      [quotedSchema(schema)],
    );
    return new PostgresLogCare(client, rows[0]?.there ?? false, schema);
  }

  async topics(topics: readonly string[]): Promise<TopicState[]> {
    if (!this.installed) return [];
    const { rows } = await this.client.query<{ topic: string; partitions: number }>(this.sql.topics, [
      topics,
    ]);
    return rows.map((row) => ({ ...row, doubts: [] }));
  }

  async used(topics: readonly string[]): Promise<string[]> {
    if (!this.installed) return [];
    const { rows } = await this.client.query<{ topic: string }>(this.sql.used, [topics]);
    return rows.map(({ topic }) => topic);
  }

  async forgetGroup(group: string): Promise<void> {
    if (!this.installed) return;
    await this.client.query(this.sql.forgetCursors, [group]);
    await this.client.query(this.sql.forgetMembers, [group]);
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
