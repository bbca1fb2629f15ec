import { quotedSchema } from './schema-name.js';

/** What members of groups ask of the database. Time is the database's; `$` parameters are named in the comments. */
export interface GroupStatements {
  readonly unknownTopics: string;
  readonly register: string;
  readonly forgetDead: string;
  readonly heartbeat: string;
  readonly deal: string;
  readonly read: string;
  readonly commit: string;
  readonly release: string;
  readonly leave: string;
}

/** How long after its death a member's row is kept, for whoever looks into an incident. */
const DEAD_MEMBER_KEPT = `interval '1 hour'`;

export const groupStatements = (schema: string): GroupStatements => {
  const name = quotedSchema(schema);
  return {
    /** topics */
    unknownTopics: `
      SELECT topic FROM unnest($1::text[]) AS wanted (topic)
      WHERE NOT EXISTS (SELECT FROM ${name}.topic WHERE topic.name = wanted.topic)
    `,
    /** group, topics, from the end */
    register: `
      INSERT INTO ${name}.group_cursor (group_name, topic, partition, next_offset, incarnation)
      SELECT $1, topic, partition, CASE WHEN $3 THEN head.next_offset ELSE floor.first_offset END, head.incarnation
      FROM ${name}.partition_head AS head JOIN ${name}.partition_floor AS floor USING (topic, partition)
      WHERE topic = ANY ($2::text[])
      ORDER BY topic, partition
      ON CONFLICT DO NOTHING
    `,
    /** group */
    forgetDead: `
      DELETE FROM ${name}.group_member WHERE group_name = $1 AND alive_until < clock_timestamp() - ${DEAD_MEMBER_KEPT}
    `,
    /** group, member, topics, lease in ms */
    heartbeat: `
      INSERT INTO ${name}.group_member (group_name, member_id, topics, alive_until)
      VALUES ($1, $2, $3::text[], clock_timestamp() + $4 * interval '1 millisecond')
      ON CONFLICT (group_name, member_id) DO UPDATE SET alive_until = EXCLUDED.alive_until
    `,
    /**
     * group, member, lease in ms. Deals the group's partitions out in turn among the living members that subscribe
     * to them (as `fairShare` in memory does), renews what the member holds and claims what is free of its share.
     * A row that another member is claiming at this moment is skipped, so that two members never wait for each other.
     */
    deal: `
      WITH place AS (
        SELECT topic, partition, row_number() OVER (ORDER BY topic COLLATE "C", partition) - 1 AS turn
        FROM ${name}.group_cursor WHERE group_name = $1
      ), seat AS (
        SELECT place.topic, place.partition, place.turn, member.member_id,
          row_number() OVER (PARTITION BY place.topic, place.partition ORDER BY joined_at, member_id) - 1 AS seat,
          count(*) OVER (PARTITION BY place.topic, place.partition) AS seats
        FROM place JOIN ${name}.group_member AS member
          ON member.group_name = $1 AND member.alive_until > clock_timestamp() AND place.topic = ANY (member.topics)
      ), share AS (
        SELECT topic, partition FROM seat WHERE member_id = $2 AND seat = turn % seats
      ), renewed AS (
        UPDATE ${name}.group_cursor SET leased_until = clock_timestamp() + $3 * interval '1 millisecond'
        WHERE group_name = $1 AND owner = $2
        RETURNING topic, partition, epoch, next_offset, incarnation
      ), free AS (
        SELECT topic, partition FROM ${name}.group_cursor JOIN share USING (topic, partition)
        WHERE group_name = $1 AND owner IS DISTINCT FROM $2 AND (owner IS NULL OR leased_until < clock_timestamp())
        ORDER BY topic, partition
        FOR UPDATE OF group_cursor SKIP LOCKED
      ), claimed AS (
        UPDATE ${name}.group_cursor AS mine
        SET owner = $2, epoch = mine.epoch + 1, leased_until = clock_timestamp() + $3 * interval '1 millisecond'
        FROM free WHERE mine.group_name = $1 AND mine.topic = free.topic AND mine.partition = free.partition
        RETURNING mine.topic, mine.partition, mine.epoch, mine.next_offset, mine.incarnation
      ), held AS (
        SELECT * FROM renewed UNION ALL SELECT * FROM claimed
      )
      SELECT topic, partition, held.epoch, held.next_offset, held.incarnation, share.topic IS NULL AS surplus
      FROM held FULL JOIN share USING (topic, partition)
    `,
    /**
     * topics, partitions, next offsets, incarnations, most records per partition. A position of an earlier
     * incarnation, or beyond the end, begins again with what is there.
     */
    read: `
      SELECT topic, partition, head.next_offset AS high_watermark, head.incarnation,
        found."offset", found.key, found.headers, found.value
      FROM unnest($1::text[], $2::int[], $3::bigint[], $4::uuid[]) AS at (topic, partition, next_offset, incarnation)
      JOIN ${name}.partition_head AS head USING (topic, partition)
      CROSS JOIN LATERAL (
        SELECT "offset", key, headers, value FROM ${name}.record
        WHERE record.topic = at.topic AND record.partition = at.partition AND "offset" >=
          CASE WHEN at.incarnation = head.incarnation AND at.next_offset <= head.next_offset THEN at.next_offset ELSE 0 END
        ORDER BY "offset"
        LIMIT $5
      ) AS found
      WHERE (at.next_offset, at.incarnation) <> (head.next_offset, head.incarnation)
      ORDER BY topic, partition, found."offset"
    `,
    /**
     * group, topic, partition, member, epoch, next offset, incarnation. Guarded by owner and epoch: a member that
     * was replaced moves nothing. It need not wait for the disk: after a crash the cursor stands a little further
     * back and records come again, as at-least-once allows; retention, written later, cannot have outlived it.
     */
    commit: `
      WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
      UPDATE ${name}.group_cursor SET next_offset = $6, incarnation = $7 FROM quick
      WHERE group_name = $1 AND topic = $2 AND partition = $3 AND owner = $4 AND epoch = $5
      RETURNING true AS moved
    `,
    /** group, member, topics, partitions */
    release: `
      UPDATE ${name}.group_cursor SET owner = NULL
      FROM unnest($3::text[], $4::int[]) AS given (topic, partition)
      WHERE group_name = $1 AND owner = $2
        AND group_cursor.topic = given.topic AND group_cursor.partition = given.partition
    `,
    /** group, member */
    leave: `DELETE FROM ${name}.group_member WHERE group_name = $1 AND member_id = $2`,
  };
};
