import {
  EventLog,
  type LogRecord,
  type PartitionLag,
  type RunningSubscription,
  type Subscription,
} from '@okuru/platform';

/** A real log of which a test can close a topic for writing, and find the member of a group to stop its poll loop. */
export class BreakableLog extends EventLog {
  readonly members = new Map<string, RunningSubscription>();
  readonly closedTopics = new Set<string>();

  constructor(private readonly log: EventLog) {
    super();
  }

  ensureTopic(topic: string, partitions: number): Promise<void> {
    return this.log.ensureTopic(topic, partitions);
  }

  append(topic: string, records: readonly LogRecord[]): Promise<void> {
    if (this.closedTopics.has(topic)) return Promise.reject(new Error('the topic is closed by the test'));
    return this.log.append(topic, records);
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const member = await this.log.subscribe(subscription);
    this.members.set(subscription.group, member);
    return member;
  }

  lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    return this.log.lag(group, topics);
  }

  retain(olderThanMs: number): Promise<{ dropped: number; heldBackBy: readonly string[] }> {
    return this.log.retain(olderThanMs);
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
