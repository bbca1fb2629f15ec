import kafkajs, { type Admin } from 'kafkajs';
import type { PartitionLag } from '../event-log.js';
import { PartitionCountMismatchError, UnknownTopicError } from '../event-log.errors.js';
import { kafkaClient, KAFKA_RETRY } from './kafka-client.js';
import type { KafkaSettings } from './kafka-options.js';

/** A broker refuses records of a process whose clock is an hour ahead, and what it kept would go by that clock. */
const BY_THE_BROKERS_CLOCK = { name: 'message.timestamp.type', value: 'LogAppendTime' };
const CREATE_TOPIC_MS_MAX = 15_000;
const TRIES_MAX = 30;
const BETWEEN_TRIES_MS = 200;
/** With this many copies one may be away while two confirm each append. */
const COPIES_TO_CONFIRM_TWO = 3;

const TOPIC_UNHEARD_OF: ReadonlySet<unknown> = new Set(['UNKNOWN_TOPIC_OR_PARTITION']);
/** While the broker that keeps a group's positions starts, or another takes it over; kafkajs' admin gives up at once. */
const COORDINATOR_MOVES: ReadonlySet<unknown> = new Set([
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
]);

const TOLD_SETTINGS = ['cleanup.policy', 'retention.ms', 'min.insync.replicas'];

/** A topic as the brokers describe it. */
export interface DescribedTopic {
  readonly topic: string;
  readonly partitions: number;
  /** Of the partition with the fewest. */
  readonly copies: number;
  readonly settings: ReadonlyMap<string, string>;
}

/** First and next offset of a partition, and where the group stands; undefined when it never committed. */
export interface Standing {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly next: number;
  readonly committed: number | undefined;
}

/**
 * Questions about topics and groups. The connection is made when needed and thrown away after any failure: an admin
 * that has heard of a topic since deleted fails at everything.
 */
export class KafkaAdmin {
  private connected: Promise<Admin> | undefined;

  constructor(private readonly settings: KafkaSettings) {}

  async ensureTopic(topic: string, partitions: number): Promise<void> {
    const found = await this.createUntilKnown(topic, partitions);
    if (found !== partitions) throw new PartitionCountMismatchError(topic, partitions, found);
  }

  /** Throws `UnknownTopicError` when one of them is not there, anything else when Kafka does not answer. */
  async requireTopics(topics: readonly string[]): Promise<void> {
    const known = new Set(await this.ask((admin) => admin.listTopics()));
    const unknown = topics.filter((topic) => !known.has(topic));
    if (unknown.length > 0) throw new UnknownTopicError(unknown);
  }

  /** Where a group stands on every partition of the topics that exist, in (topic, partition) order. */
  async standing(group: string, topics: readonly string[]): Promise<Standing[]> {
    return this.askAgainAfter(COORDINATOR_MOVES, async (admin) => {
      const known = new Set(await admin.listTopics());
      const asked = [...topics].filter((topic) => known.has(topic)).sort();
      if (asked.length === 0) return [];
      const committed = await admin.fetchOffsets({ groupId: group, topics: asked });
      const byTopic = new Map(committed.map(({ topic, partitions }) => [topic, partitions]));
      const standings = await Promise.all(
        asked.map(async (topic) => {
          const ends = await admin.fetchTopicOffsets(topic);
          return ends.map(({ partition, low, high }) => {
            const offset = byTopic.get(topic)?.find((at) => at.partition === partition)?.offset ?? '-1';
            return {
              topic,
              partition,
              first: Number(low),
              next: Number(high),
              committed: committedOf(offset, low),
            };
          });
        }),
      );
      return standings
        .flat()
        .sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
    });
  }

  /** A position beyond the end (a topic created anew) will begin again at the first record, as one that never committed will. */
  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    const standings = await this.standing(group, topics);
    return standings.map(({ topic, partition, first, next, committed }) => {
      const begun = committed !== undefined;
      const nextOffset = !begun || committed > next ? first : Math.max(committed, first);
      return { topic, partition, nextOffset, endOffset: next, begun };
    });
  }

  /** Deletes every topic and group whose name begins so. */
  async dropNamed(prefix: string): Promise<void> {
    await this.ask(async (admin) => {
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
      if (topics.length > 0) await admin.deleteTopics({ topics });
      const { groups } = await admin.listGroups();
      const own = groups.map(({ groupId }) => groupId).filter((group) => group.startsWith(prefix));
      if (own.length > 0) await admin.deleteGroups(own);
    });
  }

  /** Those of the topics that exist, with what brokers were told about them. */
  async describe(topics: readonly string[]): Promise<DescribedTopic[]> {
    return this.ask(async (admin) => {
      const there = new Set(await admin.listTopics());
      const asked = topics.filter((topic) => there.has(topic)).sort();
      if (asked.length === 0) return [];
      const { topics: found } = await admin.fetchTopicMetadata({ topics: asked });
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: asked.map((name) => ({
          type: kafkajs.ConfigResourceTypes.TOPIC,
          name,
          configNames: TOLD_SETTINGS,
        })),
      });
      return found.map(({ name, partitions }) => ({
        topic: name,
        partitions: partitions.length,
        copies: Math.min(...partitions.map(({ replicas }) => replicas.length)),
        settings: new Map(
          resources
            .find(({ resourceName }) => resourceName === name)
            ?.configEntries.map(({ configName, configValue }) => [configName, configValue]),
        ),
      }));
    });
  }

  /** Those of the topics that ever held a record. */
  async used(topics: readonly string[]): Promise<string[]> {
    return this.ask(async (admin) => {
      const there = new Set(await admin.listTopics());
      const used: string[] = [];
      for (const topic of topics.filter((name) => there.has(name)))
        if ((await admin.fetchTopicOffsets(topic)).some(({ high }) => Number(high) > 0)) used.push(topic);
      return used;
    });
  }

  /** Throws while the group has members. */
  async forgetGroup(group: string): Promise<void> {
    await this.ask(async (admin) => {
      const { groups } = await admin.listGroups();
      if (groups.some(({ groupId }) => groupId === group)) await admin.deleteGroups([group]);
    });
  }

  async close(): Promise<void> {
    const admin = await this.connected?.catch(() => undefined);
    this.connected = undefined;
    await admin?.disconnect();
  }

  /** Brokers hear of a new topic one after the other, and may deny it at first; answers its partition count. */
  private async createUntilKnown(topic: string, partitions: number): Promise<number> {
    const { replicationFactor = -1 } = this.settings;
    const configEntries = [
      BY_THE_BROKERS_CLOCK,
      ...(replicationFactor >= COPIES_TO_CONFIRM_TWO ? [{ name: 'min.insync.replicas', value: '2' }] : []),
    ];
    return this.askAgainAfter(TOPIC_UNHEARD_OF, async (admin) => {
      await admin.createTopics({
        waitForLeaders: true,
        timeout: CREATE_TOPIC_MS_MAX,
        topics: [{ topic, numPartitions: partitions, replicationFactor, configEntries }],
      });
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length ?? 0;
    });
  }

  /** For answers that brokers take back by themselves within seconds. */
  private async askAgainAfter<Answer>(
    passing: ReadonlySet<unknown>,
    question: (admin: Admin) => Promise<Answer>,
  ): Promise<Answer> {
    // bound: TRIES_MAX
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.ask(question);
      } catch (fault) {
        if (!passing.has((fault as { type?: unknown }).type) || tries >= TRIES_MAX) throw fault;
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
      }
    }
  }

  private async ask<Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    this.connected ??= this.connect();
    const connected = this.connected;
    try {
      return await question(await connected);
    } catch (fault) {
      if (this.connected === connected) this.connected = undefined;
      void connected.then((admin) => admin.disconnect()).catch(() => undefined);
      throw fault;
    }
  }

  private async connect(): Promise<Admin> {
    const admin = kafkaClient(this.settings).admin({ retry: KAFKA_RETRY });
    await admin.connect();
    return admin;
  }
}

const NEVER_COMMITTED = '-1';

/** kafkajs commits -2 ("the earliest") when a position is out of range; the group then stands at the first record. */
const committedOf = (offset: string, first: string): number | undefined => {
  if (offset === NEVER_COMMITTED) return undefined;
  return Number(offset) < 0 ? Number(first) : Number(offset);
};
