import type { Envelope, EventData, ServiceName } from '@okuru/contracts';
import type { Transaction } from '../database/transaction.js';
import { BatchConsumer } from '../listening/batch-consumer.js';
import type { FailurePolicy } from '../listening/failure-policy.js';
import type { EventHandlers } from '../listening/handlers.js';
import { consumerOf } from '../listening/listening-strategy.js';
import { openService, type OpenService } from './open-service.js';

type Letter = Envelope<EventData<'letter.sent'>>;

/** The word by which a test tells letters apart. */
export const wordOf = ({ data }: Envelope): string =>
  /<(.*)@test>/.exec((data as Letter['data']).messageId)?.[1] ?? '?';

/**
 * A service with one handler, for letters: it writes one row per call and event, so that a second effect or
 * a wrong order shows, and does what the test wants before.
 */
export class HearingService {
  /** Throws to fail the event. */
  before: (event: Envelope, tx: Transaction) => Promise<void> | void = () => undefined;
  /** The sizes of the calls. */
  readonly calls: number[] = [];

  private constructor(
    readonly service: OpenService,
    readonly consumer: string,
  ) {}

  static async open(url: string, name: ServiceName = 'order'): Promise<HearingService> {
    const service = await openService(name, url);
    await service.dataSource.query('CREATE TABLE effect (nth bigserial, key text, word text, event_id uuid)');
    return new HearingService(service, consumerOf(name));
  }

  /** One process of the service. */
  member(policy: Partial<FailurePolicy> = {}, { batch = true } = {}): BatchConsumer {
    const { consumer } = this;
    const { transactions } = this.service;
    return new BatchConsumer({ consumer, transactions, handlers: this.handlers(batch), policy });
  }

  handlers(batch = true): EventHandlers {
    const handle = async (given: Envelope | Envelope[], tx: Transaction): Promise<void> => {
      const events = Array.isArray(given) ? given : [given];
      this.calls.push(events.length);
      for (const event of events) await this.before(event, tx);
      await tx.query(
        'INSERT INTO effect (key, word, event_id) SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[])',
        [events.map(({ key }) => key), events.map(wordOf), events.map(({ id }) => id)],
      );
    };
    return new Map([['letter.sent', { batch, handle }]]);
  }

  /** Words in order of effect, of one key or all. */
  async effects(key?: string): Promise<string[]> {
    const rows = await this.rows<{ word: string }>(
      'SELECT word FROM effect WHERE $1::text IS NULL OR key = $1 ORDER BY nth',
      [key ?? null],
    );
    return rows.map(({ word }) => word);
  }

  rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.service.dataSource.query(sql, parameters);
  }

  async reset(): Promise<void> {
    this.before = () => undefined;
    this.calls.length = 0;
    await this.service.dataSource.query(
      'TRUNCATE effect, inbox, passed_over, consumer_fence, dead_letter, parked_key, event, event_head, outbox',
    );
  }

  close(): Promise<void> {
    return this.service.close();
  }
}
