import type { Subscription } from '../event-log.js';
import type { Lease, TopicPartition } from './group-store.js';
import { HeldPartition, type HeldPartitionOwner } from './held-partition.js';
import type { Pace } from './pace.js';

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** The partitions a member holds, brought in line with what the store answers at every renewal. */
export class HeldPartitions {
  private readonly byName = new Map<string, HeldPartition>();
  /** Batches still running under a lease that is gone; the next lease of their partition waits for them. */
  private readonly leftovers = new Map<string, Promise<void>>();

  constructor(
    private readonly onBatch: Subscription['onBatch'],
    private readonly pace: Pace,
    private readonly owner: HeldPartitionOwner,
  ) {}

  all(): readonly HeldPartition[] {
    return [...this.byName.values()];
  }

  at(place: TopicPartition): HeldPartition | undefined {
    return this.byName.get(nameOf(place));
  }

  adopt(leases: readonly (Lease & { readonly surplus: boolean })[]): void {
    const leased = new Map(leases.map((lease) => [nameOf(lease), lease]));
    for (const [name, partition] of this.byName) {
      if (leased.get(name)?.epoch !== partition.epoch) this.drop(name, partition);
    }
    for (const [name, lease] of leased) {
      const partition = this.byName.get(name) ?? this.take(name, lease);
      partition.suspended = false;
      partition.surplus = lease.surplus;
    }
  }

  /** The leases may have run out: what is in hand is told, and nothing starts until they are confirmed. */
  suspend(reason: string): void {
    for (const partition of this.byName.values()) partition.suspended = true;
    this.abort(reason);
  }

  abort(reason: string): void {
    for (const partition of this.byName.values()) partition.abort(reason);
  }

  /** Takes out what belongs to others' shares and is not in hand, to be released. */
  takeSurplus(): readonly HeldPartition[] {
    const surplus = this.all().filter(({ surplus, inHand }) => surplus && !inHand);
    for (const partition of surplus) this.byName.delete(nameOf(partition));
    return surplus;
  }

  /** Resolves when no batch is in hand. */
  async idle(): Promise<void> {
    await Promise.all([...this.all().map(({ inHand }) => inHand), ...this.leftovers.values()]);
  }

  private take(name: string, lease: Lease): HeldPartition {
    const partition = new HeldPartition(lease, this.onBatch, this.pace, this.owner, this.leftovers.get(name));
    this.byName.set(name, partition);
    return partition;
  }

  private drop(name: string, partition: HeldPartition): void {
    partition.abort('another member may hold the partition now');
    this.byName.delete(name);
    const leftover = partition.inHand;
    if (!leftover) return;
    this.leftovers.set(name, leftover);
    void leftover.finally(() => {
      if (this.leftovers.get(name) === leftover) this.leftovers.delete(name);
    });
  }
}
