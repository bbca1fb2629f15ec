import type { RunningSubscription, Subscription } from '../event-log.js';
import type { TopicPartition } from '../delivery/group-store.js';
import { Bell } from '../delivery/bell.js';
import { backoffMs } from '../delivery/pace.js';
import { settledWithin } from '../delivery/within.js';
import { ConsumerSession } from './consumer-session.js';
import type { KafkaAdmin } from './kafka-admin.js';
import type { KafkaSettings } from './kafka-options.js';

/** How long a start waits for the first join; after it, the member goes on joining by itself. */
const FIRST_JOIN_MS_MAX = 10_000;
/** Longest time `close` waits for the batch in hand; after it, the session is left to time out. */
const CLOSE_MS_MAX = 30_000;
/** With nothing in hand: a group that is forming anew may keep its members waiting for a dead one's whole session. */
const CLOSE_IDLE_MS_MAX = 5_000;

/** One member of a Kafka consumer group: a session at a time, a new one after each crash, until closed. */
export class KafkaMember implements RunningSubscription {
  private session: ConsumerSession | undefined;
  private readonly bell = new Bell();
  private living: Promise<void> = Promise.resolve();
  private closing = false;
  private closed: Promise<void> | undefined;
  private failures = 0;
  private triedAt = performance.now();
  private settled: () => void = () => undefined;

  constructor(
    private readonly subscription: Subscription,
    private readonly settings: KafkaSettings,
    private readonly admin: KafkaAdmin,
    private readonly onClosed: () => void,
  ) {}

  /** Resolves when the member has joined, or is still trying after `waitMsMax`. */
  async start(waitMsMax = FIRST_JOIN_MS_MAX): Promise<this> {
    const firstJoin = new Promise<void>((resolve) => {
      this.settled = resolve;
    });
    this.living = this.live();
    await settledWithin(firstJoin, waitMsMax);
    return this;
  }

  msSinceLastPoll(): number {
    return this.session?.msSinceAsked() ?? performance.now() - this.triedAt;
  }

  assigned(): readonly TopicPartition[] {
    return this.session?.assigned() ?? [];
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    this.closing = true;
    this.bell.ring();
    const waitMsMax = this.session?.hasBatchInHand() ? CLOSE_MS_MAX : CLOSE_IDLE_MS_MAX;
    const stopped = Promise.all([this.session?.stop(), this.living]);
    stopped.catch((fault: unknown) => this.fault(fault));
    if (!(await settledWithin(stopped, waitMsMax))) {
      this.fault(new Error(`the member did not leave within ${waitMsMax} ms of closing`));
    }
    this.session = undefined;
    this.onClosed();
  }

  private async live(): Promise<void> {
    while (!this.closing) {
      this.triedAt = performance.now();
      const session = new ConsumerSession(this.subscription, this.settings, this.admin, {
        settled: () => {
          this.failures = 0;
          this.settled();
        },
        fault: (fault) => this.fault(fault),
      });
      this.session = session;
      const crash = await session.run();
      if (this.closing) return;
      this.session = undefined;
      this.fault(crash);
      await session.stop().catch((fault: unknown) => this.fault(fault));
      this.failures += 1;
      await this.bell.wait(backoffMs(this.settings, this.failures));
    }
  }

  private fault(fault: unknown): void {
    try {
      this.subscription.onFault?.(fault);
    } catch {
      // A listener for faults that itself fails must not stop the subscription.
    }
  }
}
