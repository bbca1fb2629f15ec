import { prepared, type Prepared } from '../../database/prepared.js';
import type { DeliveredRecord, Subscription } from '../event-log.js';
import type {
  GroupStore,
  MemberIdentity,
  Position,
  Slice,
  Tenure,
  TopicPartition,
} from '../delivery/group-store.js';
import { UnknownTopicError } from '../event-log.errors.js';
import { groupStatements, type GroupStatements } from './group-statements.js';
import type { LogPool } from './sql-client.js';

/** `pg` answers bigint as text; offsets stay far below 2^53. */
interface DealtRow extends TopicPartition {
  readonly epoch: string | null;
  readonly next_offset: string;
  readonly incarnation: string;
  readonly surplus: boolean;
}

interface FoundRow extends TopicPartition {
  readonly high_watermark: string;
  readonly incarnation: string;
  readonly offset: string;
  readonly key: string;
  readonly headers: string;
  readonly value: string;
}

/** Groups, leases and cursors as rows; every question is one bounded, set-based statement. */
export class PostgresGroupStore implements GroupStore {
  private readonly sql: GroupStatements;
  /** What each batch asks. */
  private readonly reading: Prepared;
  private readonly moving: Prepared;

  constructor(
    private readonly pool: LogPool,
    schema: string,
  ) {
    this.sql = groupStatements(schema);
    this.reading = prepared(this.sql.read);
    this.moving = prepared(this.sql.commit);
  }

  async join({ group, topics }: MemberIdentity, startFrom: Subscription['startFrom']): Promise<void> {
    const { rows: unknown } = await this.pool.query<{ topic: string }>(this.sql.unknownTopics, [topics]);
    if (unknown.length > 0) throw new UnknownTopicError(unknown.map(({ topic }) => topic));
    await this.pool.query(this.sql.register, [group, topics, startFrom === 'end']);
    await this.pool.query(this.sql.forgetDead, [group]);
  }

  async renew({ group, memberId, topics }: MemberIdentity, leaseMs: number): Promise<Tenure> {
    await this.pool.query(this.sql.heartbeat, [group, memberId, topics, leaseMs]);
    const { rows } = await this.pool.query<DealtRow>(this.sql.deal, [group, memberId, leaseMs]);
    const held = rows.flatMap(({ topic, partition, epoch, next_offset, incarnation, surplus }) =>
      epoch === null
        ? []
        : [{ topic, partition, epoch: Number(epoch), nextOffset: Number(next_offset), incarnation, surplus }],
    );
    return { held, awaited: rows.length - held.length };
  }

  async read(from: readonly (TopicPartition & Position)[], recordsMax: number): Promise<Slice[]> {
    const values = [
      from.map(({ topic }) => topic),
      from.map(({ partition }) => partition),
      from.map(({ nextOffset }) => nextOffset),
      from.map(({ incarnation }) => incarnation),
      recordsMax,
    ];
    const { rows } = await this.pool.query<FoundRow>({ ...this.reading, values });
    return slicesOf(rows);
  }

  async commit(
    { group, memberId }: MemberIdentity,
    { topic, partition, epoch }: TopicPartition & { epoch: number },
    { nextOffset, incarnation }: Position,
  ): Promise<boolean> {
    const values = [group, topic, partition, memberId, epoch, nextOffset, incarnation];
    const { rows } = await this.pool.query({ ...this.moving, values });
    return rows.length > 0;
  }

  async release({ group, memberId }: MemberIdentity, partitions: readonly TopicPartition[]): Promise<void> {
    const topics = partitions.map(({ topic }) => topic);
    const numbers = partitions.map(({ partition }) => partition);
    await this.pool.query(this.sql.release, [group, memberId, topics, numbers]);
  }

  async leave({ group, memberId }: MemberIdentity): Promise<void> {
    await this.pool.query(this.sql.leave, [group, memberId]);
  }
}

/** Rows come sorted by partition and offset: a slice ends where the partition changes. */
const slicesOf = (rows: readonly FoundRow[]): Slice[] => {
  const slices: (Slice & { records: DeliveredRecord[] })[] = [];
  for (const { topic, partition, high_watermark, incarnation, offset, key, headers, value } of rows) {
    let slice = slices.at(-1);
    if (slice?.topic !== topic || slice.partition !== partition) {
      slice = { topic, partition, highWatermark: Number(high_watermark), incarnation, records: [] };
      slices.push(slice);
    }
    slice.records.push({ offset: Number(offset), key, headers: headersOf(headers), value });
  }
  return slices;
};

const headersOf = (text: string): Readonly<Record<string, string>> =>
  JSON.parse(text) as Record<string, string>;
