import type { Subscription } from '../event-log.js';
import { Bell } from './bell.js';
import type { GroupStore, MemberIdentity } from './group-store.js';
import type { HeldPartitions } from './held-partitions.js';
import { backoffMs, renewEveryMs, type Pace } from './pace.js';

/** Keeps a member in its group: joins, renews its leases, takes its share and gives back what is others'. */
export class LeaseKeeper {
  private readonly bell = new Bell();
  private joined = false;
  private awaited = 0;
  private failures = 0;
  private expiry: NodeJS.Timeout | undefined;
  private keeping = true;

  constructor(
    private readonly store: GroupStore,
    private readonly me: MemberIdentity,
    private readonly startFrom: Subscription['startFrom'],
    private readonly held: HeldPartitions,
    private readonly pace: Pace,
    private readonly onChange: () => void,
    private readonly onFault: (fault: unknown) => void,
  ) {}

  async join(): Promise<void> {
    await this.store.join(this.me, this.startFrom);
    this.joined = true;
  }

  /** Asks the store now instead of at the next renewal. */
  hurry(): void {
    this.bell.ring();
  }

  async run(): Promise<void> {
    while (this.keeping) {
      await this.bell.wait(this.waitMs());
      if (this.keeping) await this.renew();
    }
  }

  stop(): void {
    this.keeping = false;
    clearTimeout(this.expiry);
    this.bell.ring();
  }

  /** One renewal; a failure is told and tried again sooner. */
  async renew(): Promise<void> {
    try {
      if (!this.joined) await this.join();
      const askedAt = performance.now();
      const { held, awaited } = await this.store.renew(this.me, this.pace.leaseMs);
      this.awaited = awaited;
      this.failures = 0;
      this.expireAt(askedAt + this.pace.leaseMs);
      this.held.adopt(held);
      this.onChange();
      await this.giveBackSurplus();
    } catch (fault) {
      this.failures += 1;
      this.onFault(fault);
    }
  }

  async giveBackSurplus(): Promise<void> {
    const surplus = this.held.takeSurplus();
    if (surplus.length > 0) await this.store.release(this.me, surplus);
  }

  /** Ends the membership. A partition whose batch has not ended keeps its lease, which runs out by itself. */
  async leave(): Promise<void> {
    await this.store.release(
      this.me,
      this.held.all().filter(({ inHand }) => !inHand),
    );
    await this.store.leave(this.me);
  }

  private waitMs(): number {
    const calm = renewEveryMs(this.pace, this.awaited > 0);
    return this.failures > 0 ? Math.min(calm, backoffMs(this.pace, this.failures)) : calm;
  }

  /** Counted from before the question, so that the member gives up no later than the store does. */
  private expireAt(deadline: number): void {
    clearTimeout(this.expiry);
    if (!this.keeping) return;
    this.expiry = setTimeout(
      () => this.held.suspend('the lease ran out before it could be renewed'),
      deadline - performance.now(),
    );
  }
}
