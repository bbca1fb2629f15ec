import type { DeliveredBatch, RunningSubscription, Subscription } from '../event-log.js';

const nameOf = (topic: string, key: string): string => JSON.stringify([topic, key]);

/** A group of the scripted log: its handler, and per key the next offset to handle. */
export class ScriptedGroup implements RunningSubscription {
  isOpen = true;
  private readonly closing = new AbortController();
  private inHand: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly subscription: Subscription,
    readonly positions = new Map<string, number>(),
  ) {}

  get topics(): readonly string[] {
    return this.subscription.topics;
  }

  positionAt(topic: string, key: string): number {
    return this.positions.get(nameOf(topic, key)) ?? 0;
  }

  moveTo(topic: string, key: string, offset: number): void {
    this.positions.set(nameOf(topic, key), offset);
  }

  async hand(key: string, batch: Omit<DeliveredBatch, 'signal'>): Promise<boolean> {
    const handling = this.subscription.onBatch({ ...batch, signal: this.closing.signal });
    this.inHand = handling.catch(() => undefined);
    try {
      await handling;
    } catch (fault) {
      this.subscription.onFault?.(fault);
      return false;
    }
    const next = (batch.records.at(-1)?.offset ?? -1) + 1;
    this.moveTo(batch.topic, key, Math.max(next, this.positionAt(batch.topic, key)));
    return true;
  }

  /** The script asks, not the member: it is never late. */
  msSinceLastPoll(): number {
    return 0;
  }

  assigned(): ReturnType<RunningSubscription['assigned']> {
    return this.topics.map((topic) => ({ topic, partition: 0 }));
  }

  async close(): Promise<void> {
    this.isOpen = false;
    this.closing.abort(new Error('the subscription is closing'));
    await this.inHand;
  }
}
