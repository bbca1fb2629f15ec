import {
  EventLog,
  type LogRecord,
  type PartitionLag,
  type RunningSubscription,
  type Subscription,
} from '../event-log.js';
import { UnknownTopicError } from '../event-log.errors.js';
import { KafkaAdmin } from './kafka-admin.js';
import { KafkaMember } from './kafka-member.js';
import { settingsOf, type KafkaEventLogOptions, type KafkaSettings } from './kafka-options.js';
import { TopicProducer } from './topic-producer.js';

/** The log in Apache Kafka, 2.4 and newer, through kafkajs; nothing outside this folder knows the client. */
export class KafkaEventLog extends EventLog {
  private readonly settings: KafkaSettings;
  private readonly admin: KafkaAdmin;
  private readonly producers = new Map<string, TopicProducer>();
  private readonly members = new Set<KafkaMember>();
  private closed: Promise<void> | undefined;

  constructor(options: KafkaEventLogOptions) {
    super();
    this.settings = settingsOf(options);
    this.admin = new KafkaAdmin(this.settings);
  }

  async ensureTopic(topic: string, partitions: number): Promise<void> {
    await this.admin.ensureTopic(topic, partitions);
  }

  async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    if (records.length === 0) return;
    const producer = this.producers.get(topic) ?? (await this.openProducer(topic));
    await producer.append(records);
  }

  /** Kafka being away does not throw: the member joins as soon as it can, and `onFault` hears of it. */
  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const member = new KafkaMember(subscription, this.settings, this.admin, () =>
      this.members.delete(member),
    );
    const answers = await this.answersFor(subscription);
    this.members.add(member);
    return answers ? member.start() : member.start(0);
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    return this.admin.lag(group, topics);
  }

  /** The brokers retain by their own settings (`retention.ms` of the topic), whatever the groups have read. */
  retain(): Promise<{ dropped: number; heldBackBy: readonly string[] }> {
    return Promise.resolve({ dropped: 0, heldBackBy: [] });
  }

  /** Deletes what a throw-away shop left in a cluster: every topic and group of the prefix. Its members must be closed. */
  async dropPrefix(prefix: string): Promise<void> {
    await this.admin.dropNamed(`${prefix}.`);
  }

  async close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  /** Whether Kafka answers at all. Throws `UnknownTopicError` when it does and a topic is not there. */
  private async answersFor({ topics, onFault }: Subscription): Promise<boolean> {
    try {
      await this.admin.requireTopics(topics);
      return true;
    } catch (fault) {
      if (fault instanceof UnknownTopicError) throw fault;
      onFault?.(fault);
      return false;
    }
  }

  private async shutDown(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.close()));
    await Promise.all([...this.producers.values()].map((producer) => producer.close()));
    await this.admin.close();
  }

  /** The check comes first because kafkajs tries an unknown topic again for ten seconds. */
  private async openProducer(topic: string): Promise<TopicProducer> {
    await this.admin.requireTopics([topic]);
    const producer = this.producers.get(topic) ?? new TopicProducer(this.settings, topic);
    this.producers.set(topic, producer);
    return producer;
  }
}
