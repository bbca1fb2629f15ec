import { randomUUID } from 'node:crypto';
import { type ServiceName, topicOf } from '@okuru/contracts';
import type { LogRecord, RunningSubscription, Subscription } from '@okuru/platform';
import { actsOn, OrderLanes } from '../order-lanes.js';

/** Far from the partitions of keys and items: what a model delivers comes here, in the order it is delivered. */
const BATCHES_PARTITION = 2_000_000;

/** Records of one order that a listener has not been handed, by their places among those of the speaker. */
export interface Handing {
  readonly key: string;
  readonly numbers: readonly number[];
}

/**
 * Hands facts of many orders to a listener in one batch, in whatever order a test says: to each listener the log looks as
 * if exactly that order had come about.
 */
export class BatchLanes extends OrderLanes {
  private readonly subscribed = new Map<string, Subscription>();
  private readonly appended = new Map<string, LogRecord[]>();
  private readonly inHand = new Map<string, Promise<void>>();
  private readonly handedUpTo = new Map<string, number>();

  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    for (const record of records) {
      const name = `${topic} ${record.key}`;
      const all = this.appended.get(name) ?? [];
      this.appended.set(name, all);
      all.push(record);
    }
    await super.append(topic, records);
  }

  override async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    this.subscribed.set(subscription.group, subscription);
    return super.subscribe(subscription);
  }

  async handOver(listener: ServiceName, speaker: ServiceName, handings: readonly Handing[]): Promise<void> {
    const topic = topicOf(speaker);
    const records = handings.flatMap(({ key, numbers }) =>
      numbers.map((number) => this.appended.get(`${topic} ${key}`)![number]!),
    );
    await this.handRecords(listener, topic, records);
  }

  /** A record under the order's key that says nothing anybody could understand; answers the id it bears. */
  async handNonsense(listener: ServiceName, speaker: ServiceName, key: string): Promise<string> {
    const topic = topicOf(speaker);
    const types = this.said(speaker, key).map(({ type }) => type);
    const like = this.appended.get(`${topic} ${key}`)![types.findIndex((type) => actsOn(listener, type))]!;
    const eventId = randomUUID();
    await this.handRecords(listener, topic, [
      { ...like, headers: { ...like.headers, ce_id: eventId }, value: '{"orderId":' },
    ]);
    return eventId;
  }

  /** One batch after the other, as a log delivers a partition. */
  private async handRecords(
    listener: ServiceName,
    topic: string,
    records: readonly LogRecord[],
  ): Promise<void> {
    if (records.length === 0) return;
    const lane = `${topicOf(listener)} ${topic}`;
    const handed = (this.inHand.get(lane) ?? Promise.resolve()).then(() =>
      this.handNext(listener, topic, records),
    );
    this.inHand.set(
      lane,
      handed.catch(() => undefined),
    );
    await handed;
  }

  private async handNext(listener: ServiceName, topic: string, records: readonly LogRecord[]): Promise<void> {
    const group = topicOf(listener);
    const from = this.handedUpTo.get(`${group} ${topic}`) ?? 0;
    this.handedUpTo.set(`${group} ${topic}`, from + records.length);
    await this.subscribed.get(group)!.onBatch({
      topic,
      partition: BATCHES_PARTITION,
      records: records.map((record, at) => ({ ...record, offset: from + at })),
      highWatermark: from + records.length,
      signal: new AbortController().signal,
    });
  }
}
