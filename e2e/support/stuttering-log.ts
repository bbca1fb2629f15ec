import {
  type DeliveredBatch,
  type LogRecord,
  MemoryEventLog,
  type RunningSubscription,
  type Subscription,
} from '@okuru/platform';
import type { Chance } from './schedules/random.js';

const TIMES_MAX = 5;
/** Copies that may follow a new record, at most; the rest come later still. */
const COPIES_AT_ONCE_MAX = 20;

/**
 * The memory log as unreliable as a log may be. Each record is sent one to five times, the copies after newer records
 * (a relay that was cut off and tried again), and every other batch is handed over once more, together with what lay
 * before it (a consumer that died before its commit).
 */
export class StutteringLog extends MemoryEventLog {
  /** How often each event was handed to each group. */
  readonly handed = new Map<string, number>();
  private readonly copies: { readonly topic: string; readonly record: LogRecord }[] = [];

  constructor(private readonly chance: Chance) {
    super();
  }

  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    await super.append(topic, records);
    for (const record of records) {
      for (let times = 1 + this.chance(TIMES_MAX); times > 1; times -= 1) this.copies.push({ topic, record });
    }
    await this.sendCopies(this.chance(COPIES_AT_ONCE_MAX));
  }

  /** Sends the copies that were kept back. */
  async sendAllCopies(): Promise<void> {
    await this.sendCopies(this.copies.length);
  }

  override subscribe(subscription: Subscription): Promise<RunningSubscription> {
    const before = new Map<string, DeliveredBatch>();
    const hand = async (batch: DeliveredBatch): Promise<void> => {
      for (const { headers } of batch.records) {
        const name = `${subscription.group} ${headers['ce_id'] ?? ''}`;
        this.handed.set(name, (this.handed.get(name) ?? 0) + 1);
      }
      await subscription.onBatch(batch);
    };
    const onBatch = async (batch: DeliveredBatch): Promise<void> => {
      const place = `${batch.topic} ${batch.partition}`;
      await hand(batch);
      const earlier = before.get(place);
      before.set(place, batch);
      if (this.chance(2) === 0)
        await hand({ ...batch, records: [...(earlier?.records ?? []), ...batch.records] });
    };
    return super.subscribe({ ...subscription, onBatch });
  }

  private async sendCopies(count: number): Promise<void> {
    for (let sent = 0; sent < count && this.copies.length > 0; sent += 1) {
      const [copy] = this.copies.splice(this.chance(this.copies.length), 1);
      if (copy) await super.append(copy.topic, [copy.record]);
    }
  }
}
