import type { Subscription } from '../event-log.js';
import type { Lease, Position, Slice, TopicPartition } from './group-store.js';
import { backoffMs, type Pace } from './pace.js';

/** What the reader should know of a batch that has ended. */
export interface BatchEnd {
  /** More is known to lie behind it, or it is to come again. */
  readonly isBehind: boolean;
  /** What the reader gave with it. */
  readonly told: number;
}

/** What a held partition tells the member that holds it. */
export interface HeldPartitionOwner {
  /** False when the partition is no longer held; the next renewal tells who holds it. */
  commit(lease: TopicPartition & { epoch: number }, to: Position): Promise<boolean>;
  /** The batch in hand has ended, one way or the other; `surplus` when the partition is now to be given back. */
  batchEnded(surplus: boolean, end: BatchEnd): void;
  fault(fault: unknown): void;
}

/** One leased partition: its position, the batch in hand, and its rest after a failure. */
export class HeldPartition {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: number;
  /** True while the lease may have run out: nothing new is started until it is confirmed. */
  suspended = false;
  /** True when the partition belongs to another member's share and goes back after the batch in hand. */
  surplus = false;

  private position: Position;
  private failures = 0;
  private restsUntil = 0;
  private askedAt = performance.now();
  private batch: AbortController | undefined;
  private ended: Promise<void> = Promise.resolve();
  private busy = false;

  /** `previous` is a batch of this partition still in hand from an earlier lease: batches never overlap. */
  constructor(
    lease: Lease,
    private readonly onBatch: Subscription['onBatch'],
    private readonly pace: Pace,
    private readonly owner: HeldPartitionOwner,
    previous: Promise<void> | undefined,
  ) {
    this.topic = lease.topic;
    this.partition = lease.partition;
    this.epoch = lease.epoch;
    this.position = { nextOffset: lease.nextOffset, incarnation: lease.incarnation };
    if (previous) {
      this.busy = true;
      this.ended = previous.then(() => this.free({ isBehind: true, told: 0 }));
    }
  }

  /** Resolves when no batch of this partition is in hand. Never rejects. */
  get inHand(): Promise<void> | undefined {
    return this.busy ? this.ended : undefined;
  }

  canRead(now: number): boolean {
    return !this.busy && !this.suspended && !this.surplus && now >= this.restsUntil;
  }

  /** The position to read from; asking is what the liveness probe sees. */
  ask(now: number): TopicPartition & Position {
    this.askedAt = now;
    return { topic: this.topic, partition: this.partition, ...this.position };
  }

  /** How long the batch in hand has kept the partition from being asked for; 0 with none. */
  msInHand(now: number): number {
    return this.busy ? now - this.askedAt : 0;
  }

  msUntilRested(now: number): number {
    return Math.max(0, this.restsUntil - now);
  }

  start(slice: Slice, told: number): void {
    this.busy = true;
    this.ended = this.handle(slice).finally(() =>
      this.free({ isBehind: this.position.nextOffset < slice.highWatermark, told }),
    );
  }

  abort(reason: string): void {
    this.batch?.abort(new Error(reason));
  }

  private async handle(slice: Slice): Promise<void> {
    const { topic, partition, records, highWatermark, incarnation } = slice;
    const batch = new AbortController();
    this.batch = batch;
    try {
      await this.onBatch({ topic, partition, records, highWatermark, signal: batch.signal });
      const last = records[records.length - 1];
      const next: Position = { nextOffset: (last?.offset ?? -1) + 1, incarnation };
      if (await this.owner.commit(this, next)) this.position = next;
      else this.suspended = true;
      this.failures = 0;
    } catch (fault) {
      if (batch.signal.aborted) return;
      this.failures += 1;
      this.restsUntil = performance.now() + backoffMs(this.pace, this.failures);
      this.owner.fault(fault);
    }
  }

  private free(end: BatchEnd): void {
    this.busy = false;
    this.batch = undefined;
    this.owner.batchEnded(this.surplus, end);
  }
}
