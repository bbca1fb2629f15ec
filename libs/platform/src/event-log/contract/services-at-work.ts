import { recordOf } from '../../testing/deliveries.js';
import { HearingService, wordOf } from '../../testing/hearing-service.js';
import { openService, type OpenService } from '../../testing/open-service.js';
import { aLetter, orderIdOf } from '../../testing/some-facts.js';
import { testDatabase, type TestDatabase } from '../../testing/test-database.js';
import type { BatchConsumer } from '../../listening/batch-consumer.js';
import type { EventLog, LogRecord, RunningSubscription, Subscription } from '../event-log.js';
import { Listener } from './listener.js';

/** Two services that hear letters and one that states them, each with its own tables in a real PostgreSQL. */
export class ServicesAtWork {
  private constructor(
    private readonly database: TestDatabase,
    readonly order: HearingService,
    readonly shipping: HearingService,
    readonly notification: OpenService,
  ) {}

  static async open(): Promise<ServicesAtWork> {
    const database = await testDatabase();
    const { url } = database;
    return new ServicesAtWork(
      database,
      await HearingService.open(url, 'order'),
      await HearingService.open(url, 'shipping'),
      await openService('notification', url),
    );
  }

  get url(): string {
    return this.database.url;
  }

  async reset(): Promise<void> {
    await this.order.reset();
    await this.shipping.reset();
  }

  async close(): Promise<void> {
    await this.order.close();
    await this.shipping.close();
    await this.notification.close();
    await this.database.drop();
  }
}

/** The member of a service hears the topic. */
export const hears = (
  member: BatchConsumer,
  log: EventLog,
  topic: string,
  options: Partial<Subscription> = {},
): Promise<RunningSubscription> => new Listener((batch) => member.onBatch(batch)).join(log, topic, options);

/** Letters about one order, each known by its word: `a0`, `a1`, … */
export const letters = (order: string, ...nths: readonly number[]): LogRecord[] =>
  nths.map((nth) => recordOf(aLetter(order, `${order}${nth}`)));

export const keyOf = (order: string): string => `order:${orderIdOf(order)}`;

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, nth) => nth);

/** The handler of the service fails at these words, every time. */
export const failAt = (service: HearingService, ...words: readonly string[]): void => {
  service.before = (event) => {
    if (words.includes(wordOf(event))) throw new Error('the handler fails at this letter');
  };
};
