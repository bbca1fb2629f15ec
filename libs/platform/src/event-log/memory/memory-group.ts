import type { Lease, MemberIdentity, Position, Tenure, TopicPartition } from '../delivery/group-store.js';
import { fairShare } from './fair-share.js';

interface Cursor extends TopicPartition {
  position: Position;
  owner: string | undefined;
  epoch: number;
  leasedUntil: number;
}

interface Member extends MemberIdentity {
  aliveUntil: number;
}

/** One consumer group: its cursors, its members in the order they joined, and who leases what. */
export class MemoryGroup {
  private readonly cursors: Cursor[] = [];
  private readonly members = new Map<string, Member>();

  /** Registers a cursor once; later calls keep where the group stands. */
  register({ topic, partition }: TopicPartition, position: Position): void {
    if (this.cursorAt({ topic, partition })) return;
    this.cursors.push({ topic, partition, position, owner: undefined, epoch: 0, leasedUntil: 0 });
  }

  positionAt(place: TopicPartition): Position | undefined {
    return this.cursorAt(place)?.position;
  }

  renew(me: MemberIdentity, leaseMs: number, now: number): Tenure {
    this.members.set(me.memberId, { ...me, aliveUntil: now + leaseMs });
    const alive = [...this.members.values()].filter(({ aliveUntil }) => aliveUntil > now);
    const share = fairShare(this.cursors, alive);
    const isMine = (cursor: Cursor): boolean => share.get(cursor)?.memberId === me.memberId;

    for (const cursor of this.cursors) {
      const free = cursor.owner === undefined || cursor.leasedUntil < now;
      if (cursor.owner !== me.memberId && free && isMine(cursor)) {
        cursor.owner = me.memberId;
        cursor.epoch += 1;
      }
      if (cursor.owner === me.memberId) cursor.leasedUntil = now + leaseMs;
    }
    const held = this.cursors.filter(({ owner }) => owner === me.memberId);
    return {
      held: held.map((cursor) => ({ ...leaseOf(cursor), surplus: !isMine(cursor) })),
      awaited: this.cursors.filter((cursor) => isMine(cursor) && cursor.owner !== me.memberId).length,
    };
  }

  commit(me: MemberIdentity, lease: TopicPartition & { epoch: number }, to: Position): boolean {
    const cursor = this.cursorAt(lease);
    if (cursor?.owner !== me.memberId || cursor.epoch !== lease.epoch) return false;
    cursor.position = to;
    return true;
  }

  release(me: MemberIdentity, places: readonly TopicPartition[]): void {
    for (const place of places) {
      const cursor = this.cursorAt(place);
      if (cursor?.owner === me.memberId) cursor.owner = undefined;
    }
  }

  leave(me: MemberIdentity): void {
    this.members.delete(me.memberId);
  }

  private cursorAt({ topic, partition }: TopicPartition): Cursor | undefined {
    return this.cursors.find((cursor) => cursor.topic === topic && cursor.partition === partition);
  }
}

const leaseOf = ({ topic, partition, epoch, position }: Cursor): Lease => ({
  topic,
  partition,
  epoch,
  ...position,
});
