/* eslint-disable @typescript-eslint/require-await -- memory answers at once, and must still reject, not throw */
import {
  EventLog,
  type LogRecord,
  type PartitionLag,
  type RunningSubscription,
  type Subscription,
} from '../event-log.js';
import { PartitionCountMismatchError, UnknownTopicError } from '../event-log.errors.js';
import { ScriptedGroup } from './scripted-group.js';

/** A delivery that the test may make next. */
export interface PendingDelivery {
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  /** Offset of the record that would be delivered first. */
  readonly offset: number;
  /** Records of this key the group has not handled. */
  readonly waiting: number;
}

/** `count` records at once, one unless told. */
export type Delivery = Pick<PendingDelivery, 'group' | 'topic' | 'key'> & { readonly count?: number };

/**
 * The log for model tests: nothing is delivered until the test says so. Each key has a partition of its own, so
 * that every interleaving across keys and topics can be walked; within a key the order holds, as everywhere.
 */
export class ScriptedEventLog extends EventLog {
  private readonly topics = new Map<
    string,
    { readonly partitions: number; readonly keys: Map<string, LogRecord[]> }
  >();
  private readonly groups = new Map<string, ScriptedGroup>();

  async ensureTopic(topic: string, partitions: number): Promise<void> {
    const found = this.topics.get(topic);
    if (found && found.partitions !== partitions)
      throw new PartitionCountMismatchError(topic, partitions, found.partitions);
    if (!found) this.topics.set(topic, { partitions, keys: new Map() });
  }

  async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    const keys = this.keysOf(topic);
    for (const record of records) {
      const queue = keys.get(record.key) ?? [];
      keys.set(record.key, queue);
      queue.push(record);
    }
  }

  /** One member per group: a second subscription replaces the first and goes on where the group stands. */
  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const known = this.groups.get(subscription.group);
    const group = new ScriptedGroup(subscription, known?.positions);
    if (!known && subscription.startFrom === 'end') {
      for (const topic of subscription.topics) {
        for (const [key, records] of this.keysOf(topic)) group.moveTo(topic, key, records.length);
      }
    }
    subscription.topics.forEach((topic) => this.keysOf(topic));
    this.groups.set(subscription.group, group);
    return group;
  }

  /** What could be delivered now, by group, then topic, then key in order of first appearance. */
  pending(): PendingDelivery[] {
    return [...this.groups].flatMap(([name, group]) =>
      group.topics.flatMap((topic) =>
        [...this.keysOf(topic)].flatMap(([key, records]) => {
          const offset = group.positionAt(topic, key);
          const waiting = records.length - offset;
          return group.isOpen && waiting > 0 ? [{ group: name, topic, key, offset, waiting }] : [];
        }),
      ),
    );
  }

  /**
   * Hands the next record (or `count` of them) of a key to a group. Answers whether the handler took it; if it
   * threw, `onFault` has heard and the same record stays next. Throws when there is nothing to deliver.
   */
  async deliver({ group, topic, key, count = 1 }: Delivery): Promise<boolean> {
    const from = this.groupNamed(group).positionAt(topic, key);
    return this.hand({ group, topic, key }, from, count);
  }

  /** Delivers a record once more although it was handled, as a crash before the commit would. */
  async deliverAgain({
    offset,
    ...to
  }: Omit<Delivery, 'count'> & { readonly offset: number }): Promise<boolean> {
    return this.hand(to, offset, 1);
  }

  /** Delivers until nothing is pending, first come first served. Throws after `deliveriesMax`. */
  async drain(deliveriesMax = 10_000): Promise<void> {
    for (let made = 0; made < deliveriesMax; made += 1) {
      const [next] = this.pending();
      if (!next) return;
      await this.deliver(next);
    }
    throw new Error(
      `Still pending after ${deliveriesMax} deliveries: ${JSON.stringify(this.pending().slice(0, 5))}`,
    );
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    return topics.flatMap((topic) =>
      [...this.keysOf(topic)].map(([key, records], partition) => ({
        topic,
        partition,
        nextOffset: this.groupNamed(group).positionAt(topic, key),
        endOffset: records.length,
        begun: true,
      })),
    );
  }

  /** A script keeps everything. */
  async retain(): Promise<{ dropped: number; heldBackBy: readonly string[] }> {
    return { dropped: 0, heldBackBy: [] };
  }

  async close(): Promise<void> {
    await Promise.all([...this.groups.values()].map((group) => group.close()));
  }

  private async hand(
    { group, topic, key }: Omit<Delivery, 'count'>,
    from: number,
    count: number,
  ): Promise<boolean> {
    const keys = this.keysOf(topic);
    const all = keys.get(key) ?? [];
    const records = all.slice(from, from + count).map((record, at) => ({ ...record, offset: from + at }));
    if (records.length === 0)
      throw new Error(`Nothing to deliver to ${group} from ${topic} for ${key} at ${from}.`);
    const partition = [...keys.keys()].indexOf(key);
    return this.groupNamed(group).hand(key, { topic, partition, records, highWatermark: all.length });
  }

  private keysOf(topic: string): Map<string, LogRecord[]> {
    const found = this.topics.get(topic);
    if (!found) throw new UnknownTopicError([topic]);
    return found.keys;
  }

  private groupNamed(name: string): ScriptedGroup {
    const group = this.groups.get(name);
    if (!group) throw new Error(`No group ${name} has subscribed.`);
    return group;
  }
}
