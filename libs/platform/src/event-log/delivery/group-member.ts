import { randomUUID } from 'node:crypto';
import type { RunningSubscription, Subscription } from '../event-log.js';
import { UnknownTopicError } from '../event-log.errors.js';
import type { GroupStore, MemberIdentity, Position, TopicPartition } from './group-store.js';
import type { BatchEnd } from './held-partition.js';
import { HeldPartitions } from './held-partitions.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { Pace } from './pace.js';
import { Reader } from './reader.js';
import { settledWithin } from './within.js';

/** One member of a group over a `GroupStore`: keeps its leases, reads what it holds, hands batches over. */
export class GroupMember implements RunningSubscription {
  private readonly me: MemberIdentity;
  private readonly held: HeldPartitions;
  private readonly leases: LeaseKeeper;
  private readonly reader: Reader;
  private running: Promise<unknown> = Promise.resolve();
  private closed: Promise<void> | undefined;

  constructor(
    private readonly store: GroupStore,
    private readonly subscription: Subscription,
    private readonly pace: Pace,
    private readonly onClosed: () => void = () => undefined,
  ) {
    const { group, topics, onBatch, batchSizeMax, startFrom } = subscription;
    const fault = (cause: unknown): void => this.fault(cause);
    this.me = { memberId: randomUUID(), group, topics };
    this.held = new HeldPartitions(onBatch, pace, {
      commit: (of, to) => this.commit(of, to),
      batchEnded: (surplus, end) => this.batchEnded(surplus, end),
      fault,
    });
    this.reader = new Reader(store, this.held, batchSizeMax, pace, fault);
    this.leases = new LeaseKeeper(
      store,
      this.me,
      startFrom,
      this.held,
      pace,
      () => this.reader.wake(),
      fault,
    );
  }

  /**
   * Resolves when the member has joined and taken what is free. An unknown topic throws; any other fault (the
   * store is down) goes to `onFault`, and the member joins as soon as it can.
   */
  async start(): Promise<this> {
    try {
      await this.leases.join();
    } catch (fault) {
      if (fault instanceof UnknownTopicError) throw fault;
      this.fault(fault);
    }
    await this.leases.renew();
    this.running = Promise.all([this.leases.run(), this.reader.run()]);
    return this;
  }

  /** Something was appended: look now. */
  wake(): void {
    this.reader.wake();
  }

  /** A stuck loop shows, and so does a batch that never ends although other partitions are asked for. */
  msSinceLastPoll(): number {
    const now = performance.now();
    return Math.max(
      this.reader.msSinceTurn(),
      ...this.held.all().map((partition) => partition.msInHand(now)),
    );
  }

  assigned(): readonly TopicPartition[] {
    const certain = this.held.all().filter(({ suspended }) => !suspended);
    return certain.map(({ topic, partition }) => ({ topic, partition }));
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  /** Leases are kept until the batches in hand have ended, so that nobody else starts them meanwhile. */
  private async shutDown(): Promise<void> {
    const { closeWaitMsMax } = this.pace;
    this.reader.stop();
    this.held.abort('the subscription is closing');
    if (!(await settledWithin(this.held.idle(), closeWaitMsMax))) {
      this.fault(new Error(`a batch in hand did not end within ${closeWaitMsMax} ms of closing`));
    }
    this.leases.stop();
    const departed = this.running.then(() => this.leases.leave());
    departed.catch((fault: unknown) => this.fault(fault));
    await settledWithin(departed, closeWaitMsMax);
    this.held.adopt([]);
    this.onClosed();
  }

  private async commit(of: TopicPartition & { epoch: number }, to: Position): Promise<boolean> {
    const moved = await this.store.commit(this.me, of, to);
    if (!moved) this.leases.hurry();
    return moved;
  }

  private batchEnded(surplus: boolean, end: BatchEnd): void {
    this.reader.batchEnded(end);
    if (surplus) this.leases.giveBackSurplus().catch((fault: unknown) => this.fault(fault));
  }

  private fault(fault: unknown): void {
    try {
      this.subscription.onFault?.(fault);
    } catch {
      // A listener for faults that itself fails must not stop the subscription.
    }
  }
}
