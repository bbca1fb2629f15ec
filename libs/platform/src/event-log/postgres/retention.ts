import { quotedSchema } from './schema-name.js';
import type { LogPool } from './sql-client.js';

/** Records of one partition dropped by one statement. */
const RECORDS_PER_ROUND_MAX = 1_000;
/** Rounds of one call; what is left waits for the next call. */
const ROUNDS_MAX = 1_000;

/**
 * Retention by deletion in batches, from the front of each partition. Dropping whole tables by time would be cheaper
 * at millions of records a day, but a table of a day cannot be dropped while one group stands in it, and the slowest
 * group decides here. Vacuum gives the room back to new records.
 */
const dropStatement = (schema: string): string => `
  WITH turn AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(hashtextextended('okuru event log retention ' || $3, 0)) AS mine
  ), passed AS (
    SELECT topic, partition, floor.first_offset, LEAST(head.next_offset, min(
      CASE WHEN at.incarnation = head.incarnation THEN at.next_offset ELSE floor.first_offset END
    ) FILTER (WHERE at.group_name IS NOT NULL)) AS below
    FROM turn JOIN ${schema}.partition_floor AS floor ON turn.mine
    JOIN ${schema}.partition_head AS head USING (topic, partition)
    LEFT JOIN ${schema}.group_cursor AS at USING (topic, partition)
    GROUP BY topic, partition, floor.first_offset, head.next_offset
  ), front AS (
    SELECT passed.topic, passed.partition, passed.first_offset, record."offset", record.appended_at
    FROM passed CROSS JOIN LATERAL (
      SELECT "offset", appended_at FROM ${schema}.record
      WHERE record.topic = passed.topic AND record.partition = passed.partition
        AND "offset" >= passed.first_offset AND "offset" < passed.below
      ORDER BY "offset"
      LIMIT $2
    ) AS record
  ), kept AS (
    SELECT topic, partition, first_offset AS old_first, COALESCE(
      min("offset") FILTER (WHERE appended_at >= now() - $1 * interval '1 millisecond'), max("offset") + 1
    ) AS new_first
    FROM front GROUP BY topic, partition, first_offset
  ), dropped AS (
    DELETE FROM ${schema}.record USING kept
    WHERE record.topic = kept.topic AND record.partition = kept.partition
      AND "offset" >= kept.old_first AND "offset" < kept.new_first
    RETURNING 1
  ), raised AS (
    UPDATE ${schema}.partition_floor AS floor SET first_offset = kept.new_first FROM kept
    WHERE floor.topic = kept.topic AND floor.partition = kept.partition AND floor.first_offset < kept.new_first
  )
  SELECT count(*)::int AS dropped FROM dropped
`;

/** A group holds back when the very record it would read next is old enough to go. */
const heldBackStatement = (schema: string): string => `
  SELECT DISTINCT at.group_name
  FROM ${schema}.group_cursor AS at
  JOIN ${schema}.partition_head AS head USING (topic, partition)
  JOIN ${schema}.partition_floor AS floor USING (topic, partition)
  JOIN ${schema}.record ON record.topic = at.topic AND record.partition = at.partition AND record."offset" =
    CASE WHEN at.incarnation = head.incarnation THEN at.next_offset ELSE floor.first_offset END
  WHERE record.appended_at < now() - $1 * interval '1 millisecond'
  ORDER BY at.group_name
`;

const forgetStatement = (schema: string): string => `
  DELETE FROM ${schema}.group_cursor WHERE group_name = $1
    AND NOT EXISTS (
      SELECT FROM ${schema}.group_member AS member
      WHERE member.group_name = $1 AND member.alive_until > clock_timestamp()
    )
`;

/** Drops old records, never past a registered group. */
export class Retention {
  private readonly drop: string;
  private readonly heldBack: string;
  private readonly forget: string;

  constructor(
    private readonly pool: LogPool,
    private readonly schema: string,
  ) {
    const name = quotedSchema(schema);
    this.drop = dropStatement(name);
    this.heldBack = heldBackStatement(name);
    this.forget = forgetStatement(name);
  }

  async retain(olderThanMs: number): Promise<{ dropped: number; heldBackBy: readonly string[] }> {
    let dropped = 0;
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const { rows } = await this.pool.query<{ dropped: number }>(this.drop, [
        olderThanMs,
        RECORDS_PER_ROUND_MAX,
        this.schema,
      ]);
      const now = rows[0]?.dropped ?? 0;
      dropped += now;
      if (now === 0) break;
    }
    const { rows } = await this.pool.query<{ group_name: string }>(this.heldBack, [olderThanMs]);
    return { dropped, heldBackBy: rows.map(({ group_name }) => group_name) };
  }

  /** Strikes a group off, so that it holds nothing back any more. False, and nothing done, while a member lives. */
  async forgetGroup(group: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(this.forget, [group]);
    return (rowCount ?? 0) > 0;
  }
}
