import type { DeliveredRecord, Subscription } from '../event-log.js';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Where a reader stands. The incarnation tells a topic from one created later under the same name. */
export interface Position {
  readonly nextOffset: number;
  readonly incarnation: string;
}

/** The right to read a partition for a group; the epoch grows with every change of owner. */
export interface Lease extends TopicPartition, Position {
  readonly epoch: number;
}

/** What a member holds, and what it should hold by its fair share of the group's partitions. */
export interface Tenure {
  readonly held: readonly (Lease & { readonly surplus: boolean })[];
  /** Partitions of the member's share that another member has not given back yet. */
  readonly awaited: number;
}

/** Records found from a position on, with the position that follows them. */
export interface Slice extends TopicPartition {
  readonly records: readonly DeliveredRecord[];
  readonly highWatermark: number;
  readonly incarnation: string;
}

export interface MemberIdentity extends Pick<Subscription, 'group' | 'topics'> {
  readonly memberId: string;
}

/**
 * What a member of a group needs of the place where the log is kept; memory and PostgreSQL answer it.
 * Time is the store's own: members never compare their clocks.
 */
export interface GroupStore {
  /** Registers the group's cursors. Throws `UnknownTopicError` when a topic does not exist. */
  join(member: MemberIdentity, startFrom: Subscription['startFrom']): Promise<void>;
  /** Says the member is alive, renews its leases, claims free partitions of its share. */
  renew(member: MemberIdentity, leaseMs: number): Promise<Tenure>;
  /** Reads on from each position, at most `recordsMax` per partition; partitions with nothing new are left out. */
  read(from: readonly (TopicPartition & Position)[], recordsMax: number): Promise<Slice[]>;
  /** Moves the group's cursor; false, and nothing moved, when the lease has another owner or epoch by now. */
  commit(member: MemberIdentity, lease: TopicPartition & { epoch: number }, to: Position): Promise<boolean>;
  /** Gives partitions back; those no longer owned are left alone. */
  release(member: MemberIdentity, partitions: readonly TopicPartition[]): Promise<void>;
  /** Ends the membership; leases not released before run out by themselves. */
  leave(member: MemberIdentity): Promise<void>;
}
