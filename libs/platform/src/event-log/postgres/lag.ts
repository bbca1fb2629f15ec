import type { PartitionLag } from '../event-log.js';
import { quotedSchema } from './schema-name.js';
import type { LogPool } from './sql-client.js';

interface LagRow {
  readonly topic: string;
  readonly partition: number;
  readonly next_offset: string;
  readonly end_offset: string;
  readonly begun: boolean;
}

/** group, topics. A position below the floor, of an earlier incarnation, or beyond the end, goes on at the floor; so does none. */
const lagStatement = (schema: string): string => `
  SELECT topic, partition, head.next_offset AS end_offset, at.next_offset IS NOT NULL AS begun,
    CASE WHEN at.incarnation = head.incarnation AND at.next_offset <= head.next_offset
      THEN GREATEST(at.next_offset, floor.first_offset) ELSE floor.first_offset END AS next_offset
  FROM ${schema}.partition_head AS head
  JOIN ${schema}.partition_floor AS floor USING (topic, partition)
  LEFT JOIN (SELECT * FROM ${schema}.group_cursor WHERE group_name = $1) AS at USING (topic, partition)
  WHERE topic = ANY ($2::text[])
  ORDER BY topic, partition
`;

export const lagOf = async (
  pool: LogPool,
  schema: string,
  group: string,
  topics: readonly string[],
): Promise<PartitionLag[]> => {
  const { rows } = await pool.query<LagRow>(lagStatement(quotedSchema(schema)), [group, topics]);
  return rows.map(({ topic, partition, next_offset, end_offset, begun }) => ({
    topic,
    partition,
    nextOffset: Number(next_offset),
    endOffset: Number(end_offset),
    begun,
  }));
};
