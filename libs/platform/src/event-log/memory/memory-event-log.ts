/* eslint-disable @typescript-eslint/require-await -- memory answers at once, and must still reject, not throw */
import { GroupMembers } from '../delivery/group-members.js';
import type { GroupStore } from '../delivery/group-store.js';
import { DEFAULT_PACE, type Pace } from '../delivery/pace.js';
import {
  EventLog,
  type LogRecord,
  type PartitionLag,
  type RunningSubscription,
  type Subscription,
} from '../event-log.js';
import { MemoryStore } from './memory-store.js';

export interface MemoryEventLogOptions {
  /** Share one store between several logs to play several processes. */
  readonly store?: MemoryStore;
  /** How members reach the store; a test puts a stall in between. */
  readonly groupStore?: GroupStore;
  readonly pace?: Partial<Pace>;
}

/** The log in this process, for tests: same groups, leases and redelivery as the PostgreSQL adapter, no I/O. */
export class MemoryEventLog extends EventLog {
  private readonly store: MemoryStore;
  private readonly members: GroupMembers;
  private readonly stopListening: () => void;

  constructor({ store = new MemoryStore(), groupStore = store, pace }: MemoryEventLogOptions = {}) {
    super();
    this.store = store;
    this.members = new GroupMembers(groupStore, { ...DEFAULT_PACE, ...pace });
    this.stopListening = store.onAppend((topic) => this.members.wake(topic));
  }

  async ensureTopic(topic: string, partitions: number): Promise<void> {
    this.store.ensureTopic(topic, partitions);
  }

  async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    this.store.append(topic, records);
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    return this.members.start(subscription);
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    return this.store.lag(group, topics);
  }

  async retain(olderThanMs: number): Promise<{ dropped: number; heldBackBy: readonly string[] }> {
    return this.store.retain(olderThanMs);
  }

  async close(): Promise<void> {
    await this.members.close();
    this.stopListening();
  }
}
