import {
  type DeliveredBatch,
  EventLog,
  type LogRecord,
  type PartitionLag,
  type RunningSubscription,
  type Subscription,
} from './event-log.js';

/** The same log with a prefix before each topic and group, so that several shops can share a cluster unseen by each other. */
export class PrefixedEventLog extends EventLog {
  constructor(
    private readonly log: EventLog,
    private readonly prefix: string,
  ) {
    super();
  }

  async ensureTopic(topic: string, partitions: number): Promise<void> {
    await this.log.ensureTopic(this.named(topic), partitions);
  }

  async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    await this.log.append(this.named(topic), records);
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const running = await this.log.subscribe({
      ...subscription,
      group: this.named(subscription.group),
      topics: subscription.topics.map((topic) => this.named(topic)),
      onBatch: (batch: DeliveredBatch) => subscription.onBatch({ ...batch, topic: this.plain(batch.topic) }),
    });
    return {
      msSinceLastPoll: () => running.msSinceLastPoll(),
      assigned: () => running.assigned().map((place) => ({ ...place, topic: this.plain(place.topic) })),
      close: () => running.close(),
    };
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    const lags = await this.log.lag(
      this.named(group),
      topics.map((topic) => this.named(topic)),
    );
    return lags.map((lag) => ({ ...lag, topic: this.plain(lag.topic) }));
  }

  async retain(olderThanMs: number): Promise<{ dropped: number; heldBackBy: readonly string[] }> {
    const { dropped, heldBackBy } = await this.log.retain(olderThanMs);
    return { dropped, heldBackBy: heldBackBy.map((group) => this.plain(group)) };
  }

  async close(): Promise<void> {
    await this.log.close();
  }

  private named(name: string): string {
    return `${this.prefix}.${name}`;
  }

  private plain(name: string): string {
    const prefix = `${this.prefix}.`;
    return name.startsWith(prefix) ? name.slice(prefix.length) : name;
  }
}
