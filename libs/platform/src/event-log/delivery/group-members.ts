import type { RunningSubscription, Subscription } from '../event-log.js';
import { GroupMember } from './group-member.js';
import type { GroupStore } from './group-store.js';
import type { Pace } from './pace.js';

/** The members running in this process over one store. */
export class GroupMembers {
  private readonly running = new Map<GroupMember, readonly string[]>();

  constructor(
    private readonly store: GroupStore,
    private readonly pace: Pace,
  ) {}

  async start(subscription: Subscription): Promise<RunningSubscription> {
    const member = new GroupMember(this.store, subscription, this.pace, () => this.running.delete(member));
    await member.start();
    this.running.set(member, subscription.topics);
    return member;
  }

  /** Something was appended to the topic. */
  wake(topic: string): void {
    for (const [member, topics] of this.running) if (topics.includes(topic)) member.wake();
  }

  async close(): Promise<void> {
    await Promise.all([...this.running.keys()].map((member) => member.close()));
  }
}
