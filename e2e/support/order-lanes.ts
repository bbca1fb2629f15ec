import { definitionOf, type ServiceName, topicOf } from '@okuru/contracts';
import {
  type LogRecord,
  type RunningSubscription,
  ScriptedEventLog,
  type Subscription,
} from '@okuru/platform';

/** Far from the partitions the script gives to orders; what is said of no order is in it. */
const ITEMS_PARTITION = 1_000_000;
const ITEMS_AT_ONCE = 500;

/** A fact in the log, as a test reads it. */
export interface Said {
  readonly type: string;
  readonly data: any;
}

/**
 * The scripted log with a lane for each order: a test asks what was said of one order and waits until the relay of a
 * service has sent it. Facts about items and rehearsals need no schedule and come in batches.
 */
export class OrderLanes extends ScriptedEventLog {
  private readonly lanes = new Map<string, Said[]>();
  private readonly items: { readonly topic: string; readonly record: LogRecord; readonly offset: number }[] =
    [];
  /** Facts without a lane by topic. */
  private readonly ends = new Map<string, number>();
  private readonly itemsHeard = new Map<Subscription, number>();
  private waiting: { readonly isMet: () => boolean; readonly resolve: () => void }[] = [];

  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    const orders = records.filter(({ key }) => key.startsWith('order:'));
    await super.append(topic, orders);
    for (const record of orders) this.lane(topic, record.key).push(saidIn(record));
    for (const record of records) {
      if (orders.includes(record)) continue;
      const offset = this.ends.get(topic) ?? 0;
      this.items.push({ topic, record, offset });
      this.ends.set(topic, offset + 1);
    }
    const met = this.waiting.filter(({ isMet }) => isMet());
    this.waiting = this.waiting.filter((one) => !met.includes(one));
    met.forEach(({ resolve }) => resolve());
  }

  override async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    this.itemsHeard.set(subscription, 0);
    return super.subscribe(subscription);
  }

  /** Everything a service has said of an order so far. */
  said(by: ServiceName, key: string): readonly Said[] {
    return this.lane(topicOf(by), key);
  }

  /** Resolves when the relay has sent so many facts of the order. */
  async untilSaid(by: ServiceName, key: string, count: number): Promise<void> {
    const isMet = (): boolean => this.said(by, key).length >= count;
    if (!isMet()) await new Promise<void>((resolve) => this.waiting.push({ isMet, resolve }));
  }

  async deliverItems(): Promise<void> {
    for (const [subscription, heard] of this.itemsHeard) {
      const all = this.items.slice(heard);
      for (const topic of subscription.topics) {
        const own = all.filter((item) => item.topic === topic);
        for (let from = 0; from < own.length; from += ITEMS_AT_ONCE) {
          await subscription.onBatch({
            topic,
            partition: ITEMS_PARTITION,
            records: own
              .slice(from, from + ITEMS_AT_ONCE)
              .map(({ record, offset }) => ({ ...record, offset })),
            highWatermark: this.ends.get(topic) ?? 0,
            signal: new AbortController().signal,
          });
        }
      }
      this.itemsHeard.set(subscription, heard + all.length);
    }
  }

  private lane(topic: string, key: string): Said[] {
    const name = `${topic} ${key}`;
    const lane = this.lanes.get(name) ?? [];
    this.lanes.set(name, lane);
    return lane;
  }
}

const saidIn = ({ headers, value }: LogRecord): Said => ({
  type: (headers['ce_type'] ?? '').replace(/^okuru\./, ''),
  data: JSON.parse(value),
});

/** Whether a service acts on facts of this type; others pass it by. */
export const actsOn = (service: ServiceName, type: string): boolean =>
  definitionOf(type)?.consumers.includes(service) ?? false;
