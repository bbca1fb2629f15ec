/* eslint-disable @typescript-eslint/require-await -- memory answers at once, and must still reject, not throw */
import type { LogRecord, PartitionLag, Subscription } from '../event-log.js';
import type {
  GroupStore,
  MemberIdentity,
  Position,
  Slice,
  Tenure,
  TopicPartition,
} from '../delivery/group-store.js';
import { PartitionCountMismatchError, UnknownTopicError } from '../event-log.errors.js';
import { partitionOf } from '../murmur2.js';
import { MemoryGroup } from './memory-group.js';
import { MemoryPartition } from './memory-partition.js';

/** A log kept in this process. Several `MemoryEventLog`s over one store behave like several processes. */
export class MemoryStore implements GroupStore {
  private readonly topics = new Map<string, readonly MemoryPartition[]>();
  private readonly groups = new Map<string, MemoryGroup>();
  private readonly listeners = new Set<(topic: string) => void>();

  ensureTopic(topic: string, partitions: number): void {
    const found = this.topics.get(topic);
    if (found && found.length !== partitions)
      throw new PartitionCountMismatchError(topic, partitions, found.length);
    if (!found)
      this.topics.set(
        topic,
        Array.from({ length: partitions }, (_, at) => new MemoryPartition(topic, at)),
      );
  }

  /** Forgets the topic and its records; groups keep their cursors, as they would after a loss of the log. */
  dropTopic(topic: string): void {
    this.topics.delete(topic);
  }

  /** Forgets what lies below the offset in the first partition, whatever the groups have read. */
  dropBelow(topic: string, offset: number): void {
    this.partitionAt({ topic, partition: 0 })?.drop(offset, Infinity);
  }

  append(topic: string, records: readonly LogRecord[]): void {
    const partitions = this.partitionsOf([topic]);
    const now = performance.now();
    for (const record of records) partitions[partitionOf(record.key, partitions.length)]?.append(record, now);
    for (const listener of this.listeners) listener(topic);
  }

  /** Calls back after every append; answers how to stop. */
  onAppend(listener: (topic: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async join({ group, topics }: MemberIdentity, startFrom: Subscription['startFrom']): Promise<void> {
    const cursors = this.groupNamed(group);
    for (const partition of this.partitionsOf(topics)) {
      const nextOffset = startFrom === 'end' ? partition.nextOffset : partition.firstOffset;
      cursors.register(partition, { nextOffset, incarnation: partition.incarnation });
    }
  }

  async renew(member: MemberIdentity, leaseMs: number): Promise<Tenure> {
    return this.groupNamed(member.group).renew(member, leaseMs, performance.now());
  }

  async read(from: readonly (TopicPartition & Position)[], recordsMax: number): Promise<Slice[]> {
    const slices = from.flatMap((position) => this.partitionAt(position)?.slice(position, recordsMax) ?? []);
    return slices.filter(({ records }) => records.length > 0);
  }

  async commit(
    member: MemberIdentity,
    lease: TopicPartition & { epoch: number },
    to: Position,
  ): Promise<boolean> {
    return this.groupNamed(member.group).commit(member, lease, to);
  }

  async release(member: MemberIdentity, partitions: readonly TopicPartition[]): Promise<void> {
    this.groupNamed(member.group).release(member, partitions);
  }

  async leave(member: MemberIdentity): Promise<void> {
    this.groupNamed(member.group).leave(member);
  }

  lag(group: string, topics: readonly string[]): PartitionLag[] {
    const known = topics.flatMap((topic) => this.topics.get(topic) ?? []);
    return known.map((at) => {
      const position = this.groups.get(group)?.positionAt(at);
      const { topic, partition, firstOffset, nextOffset: endOffset } = at;
      const nextOffset = position ? at.settle(position) : firstOffset;
      return { topic, partition, nextOffset, endOffset, begun: position !== undefined };
    });
  }

  retain(olderThanMs: number): { dropped: number; heldBackBy: readonly string[] } {
    const olderThan = performance.now() - olderThanMs;
    const partitions = [...this.topics.values()].flat();
    const heldBackBy = new Set<string>();
    let dropped = 0;
    for (const partition of partitions) {
      const standing = [...this.groups].flatMap(([group, cursors]) => {
        const position = cursors.positionAt(partition);
        return position ? [{ group, offset: partition.settle(position) }] : [];
      });
      for (const { group, offset } of standing)
        if (partition.isOlder(offset, olderThan)) heldBackBy.add(group);
      dropped += partition.drop(
        Math.min(partition.nextOffset, ...standing.map(({ offset }) => offset)),
        olderThan,
      );
    }
    return { dropped, heldBackBy: [...heldBackBy].sort() };
  }

  private groupNamed(name: string): MemoryGroup {
    const group = this.groups.get(name) ?? new MemoryGroup();
    this.groups.set(name, group);
    return group;
  }

  private partitionAt({ topic, partition }: TopicPartition): MemoryPartition | undefined {
    return this.topics.get(topic)?.[partition];
  }

  private partitionsOf(topics: readonly string[]): readonly MemoryPartition[] {
    const unknown = topics.filter((topic) => !this.topics.has(topic));
    if (unknown.length > 0) throw new UnknownTopicError(unknown);
    return topics.flatMap((topic) => this.topics.get(topic) ?? []);
  }
}
