import type { Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import type { Subscription } from '../event-log.js';
import type { TopicPartition } from '../delivery/group-store.js';
import { beatEveryMs } from './heartbeat.js';
import type { KafkaAdmin } from './kafka-admin.js';
import { kafkaClient, KAFKA_RETRY } from './kafka-client.js';
import type { KafkaSettings } from './kafka-options.js';
import { PartitionDesk } from './partition-desk.js';
import { settleStartingPoint } from './starting-point.js';

const REBALANCE_MS_MAX = 60_000;
/** How long a broker holds a fetch that finds nothing, and how late a rested partition may be read again. */
const FETCH_WAIT_MS_MAX = 250;
const PARTITIONS_IN_HAND_MAX = 8;

/** What a session tells the member it belongs to. */
export interface SessionListener {
  /** The member has joined, and where the group begins is committed. */
  settled(): void;
  fault(fault: unknown): void;
}

/** One kafkajs consumer from connecting to its crash or its end; the member makes another after a crash. */
export class ConsumerSession {
  private readonly consumer: Consumer;
  private readonly desks = new Map<string, PartitionDesk>();
  private held: readonly TopicPartition[] = [];
  private joins = 0;
  private settling: Promise<void> = Promise.resolve();
  private askedAt = performance.now();
  private closing = false;
  private crashed: (fault: unknown) => void = () => undefined;

  constructor(
    private readonly subscription: Subscription,
    private readonly settings: KafkaSettings,
    private readonly admin: KafkaAdmin,
    private readonly listener: SessionListener,
  ) {
    this.consumer = kafkaClient(settings).consumer({
      groupId: subscription.group,
      sessionTimeout: settings.sessionTimeoutMs,
      rebalanceTimeout: Math.max(REBALANCE_MS_MAX, settings.sessionTimeoutMs),
      heartbeatInterval: beatEveryMs(settings.sessionTimeoutMs),
      maxWaitTimeInMs: FETCH_WAIT_MS_MAX,
      allowAutoTopicCreation: false,
      retry: { ...KAFKA_RETRY, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  /** Runs until the consumer crashes or is stopped; answers why it crashed, undefined when it was stopped. */
  async run(): Promise<unknown> {
    const { events } = this.consumer;
    const ended = new Promise<unknown>((resolve) => {
      this.crashed = resolve;
    });
    this.consumer.on(events.CRASH, ({ payload }: ConsumerCrashEvent) => this.crashed(payload.error));
    this.consumer.on(events.GROUP_JOIN, (event) => this.joined(event));
    this.consumer.on(events.FETCH_START, () => this.asked());
    this.consumer.on(events.REBALANCING, () => this.asked());
    try {
      await this.consumer.connect();
      // From the beginning even for a group that starts from the end: its start is committed on joining, and when a
      // position is out of range (a topic created anew) nothing that is there may be skipped.
      await this.consumer.subscribe({ topics: [...this.subscription.topics], fromBeginning: true });
      await this.consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: PARTITIONS_IN_HAND_MAX,
        eachBatch: (payload) => this.eachBatch(payload),
      });
    } catch (fault) {
      return fault;
    }
    return ended;
  }

  /** Stops fetching, waits for the batches in hand, leaves the group. */
  async stop(): Promise<void> {
    this.closing = true;
    for (const desk of this.desks.values()) desk.abort('the subscription is closing');
    await this.consumer.disconnect();
    for (const desk of this.desks.values()) desk.close();
    this.held = [];
    this.crashed(undefined);
  }

  assigned(): readonly TopicPartition[] {
    return this.held;
  }

  hasBatchInHand(): boolean {
    const now = performance.now();
    return [...this.desks.values()].some((desk) => desk.msInHand(now) > 0);
  }

  msSinceAsked(): number {
    const now = performance.now();
    return Math.max(now - this.askedAt, ...[...this.desks.values()].map((desk) => desk.msInHand(now)));
  }

  private asked(): void {
    this.askedAt = performance.now();
  }

  private joined({ payload }: ConsumerGroupJoinEvent): void {
    this.asked();
    this.joins += 1;
    this.held = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    const kept = new Set(this.held.map(nameOf));
    for (const [name, desk] of this.desks)
      if (!kept.has(name)) desk.abort('another member may hold the partition now');

    const join = this.joins;
    const isCurrent = (): boolean => this.joins === join && !this.closing;
    this.settling = settleStartingPoint(this.admin, this.consumer, this.subscription, this.held, isCurrent);
    this.settling.then(
      () => isCurrent() && this.listener.settled(),
      (fault: unknown) => isCurrent() && void this.restartAfter(fault),
    );
  }

  private async restartAfter(fault: unknown): Promise<void> {
    await this.consumer.disconnect().catch(() => undefined);
    this.crashed(fault);
  }

  /**
   * Nothing is handed over before it is settled where the group begins: the first batch might lie before it. A batch
   * that waited through another join is left; it is fetched again from where the group stands.
   */
  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const join = this.joins;
    const settled = await this.settling.then(
      () => true,
      () => false,
    );
    const name = nameOf(payload.batch);
    if (!settled || this.joins !== join || !this.held.some((place) => nameOf(place) === name)) return;
    const desk = this.desks.get(name) ?? this.openDesk(name);
    await desk.handOver(payload);
  }

  private openDesk(name: string): PartitionDesk {
    const session = {
      generation: () => this.joins,
      isClosing: () => this.closing,
      seek: (position: TopicPartition & { offset: string }) => this.consumer.seek(position),
    };
    const desk = new PartitionDesk(this.subscription, this.settings, session, (fault) =>
      this.listener.fault(fault),
    );
    this.desks.set(name, desk);
    return desk;
  }
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
