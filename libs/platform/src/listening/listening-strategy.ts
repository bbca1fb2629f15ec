import { type ServiceName, topicOf } from '@okuru/contracts';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { backoffMs, pause, type Backoff } from '../database/backoff.js';
import type { Transactions } from '../database/transactions.js';
import { settledWithin } from '../event-log/delivery/within.js';
import { PartitionCountMismatchError } from '../event-log/event-log.errors.js';
import type { EventLog, PartitionLag, RunningSubscription, Subscription } from '../event-log/event-log.js';
import { logger } from '../telemetry/logger.js';
import type { Alarm } from './alarms.js';
import { BatchConsumer } from './batch-consumer.js';
import { emittersOf, listenerFaults } from './check-listeners.js';
import type { FailurePolicy } from './failure-policy.js';
import type { ListeningFigures } from './figures.js';
import type { HandlerTable } from './handler-table.js';
import type { EventHandler, EventHandlers } from './handlers.js';
import { HEARS, type HearsMark, transportOf } from './hears.js';

/** Records of one partition in one transaction, at most. */
const BATCH_SIZE_MAX = 500;
/** While the log is out of reach at the start; the rest of the service works meanwhile. */
const BETWEEN_JOINS: Backoff = { firstMs: 200, maxMs: 5_000 };

/** The process is up after this, listening or not; the outbox takes what is stated meanwhile. */
const JOIN_WAIT_MS_MAX = 5_000;

/** The consumer group of a service: one, its members share the partitions. */
export const consumerOf = (service: ServiceName): string => `okuru.${service}`;

export interface ListeningStrategyOptions {
  readonly service: ServiceName;
  readonly eventLog: EventLog;
  readonly transactions: Transactions;
  readonly table: HandlerTable;
  /** Partitions of every topic. */
  readonly partitions: number;
  /** Where a service begins that has never listened; `end` for one that joins a running shop and must not act on its past. */
  readonly startFrom?: Subscription['startFrom'];
  readonly policy?: Partial<FailurePolicy>;
}

/** Connects the `@Hears` methods of one service to the event log; several services of a process have one each. */
export class ListeningStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId: symbol;
  /** The log is told by a failing delivery; Nest need not log it too. */
  override readonly propagatesEventHandlerErrors = true;

  private readonly log = logger('listening');
  private readonly closing = new AbortController();
  private consumer: BatchConsumer | undefined;
  private topics: readonly string[] = [];
  private joining: Promise<void> = Promise.resolve();
  private subscription: RunningSubscription | undefined;
  private closed: Promise<void> | undefined;

  constructor(private readonly options: ListeningStrategyOptions) {
    super();
    this.transportId = transportOf(options.service);
  }

  /** Called by Nest for each method that names our transport, or none. Throws on what is not an `@Hears` of ours. */
  override addHandler(
    pattern: string,
    callback: MessageHandler,
    isEventHandler?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const { service } = this.options;
    const mark = markOf(extras);
    if (!isEventHandler || mark?.service !== service) {
      throw new Error(
        `A handler of ${pattern} would bind to the ${service} service without saying so: use @Hears('${service}', …).`,
      );
    }
    if (this.messageHandlers.has(pattern)) {
      throw new Error(
        `${service} has two handlers of ${pattern}: they would share one transaction without order. Call both from one.`,
      );
    }
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** Refuses when handlers and catalogue differ. Does not wait for a log that is out of reach. */
  listen(callback: (fault?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  /** Stops fetching and waits for the batches in hand; may be called twice. */
  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  /** Milliseconds since the log was last asked, or since never when it is out of reach: that is no fault of ours. */
  msSinceLastPoll(): number {
    return this.subscription?.msSinceLastPoll() ?? 0;
  }

  /** Partitions that stand still. */
  alarms(): Alarm[] {
    return this.consumer?.alarms.standing() ?? [];
  }

  /** How far the service is behind on what it hears; throws when the log is out of reach. */
  async lag(): Promise<PartitionLag[]> {
    const { service, eventLog } = this.options;
    return this.topics.length === 0 ? [] : eventLog.lag(consumerOf(service), this.topics);
  }

  figures(): ListeningFigures | undefined {
    return this.consumer?.figures;
  }

  override on(): never {
    throw new Error('The event log has no events of its own: ask alarms() and figures().');
  }

  override unwrap<T>(): T {
    return this.options.eventLog as T;
  }

  private async start(): Promise<void> {
    const { service, transactions, table, policy } = this.options;
    const heard = [...this.messageHandlers.keys()];
    const faults = listenerFaults(service, heard);
    if (faults.length > 0) throw new Error(`The ${service} service cannot listen: ${faults.join('; ')}.`);
    const handlers: EventHandlers = new Map(
      [...this.messageHandlers].map(([type, handler]) => [type, asEventHandler(handler)]),
    );
    table.fill(handlers);
    this.consumer = new BatchConsumer({
      consumer: consumerOf(service),
      transactions,
      handlers,
      ...(policy ? { policy } : {}),
    });
    this.topics = emittersOf(heard).map(topicOf);
    await this.joinInTime(this.consumer, this.topics);
  }

  /** A log with another number of partitions is a mistake to start with; one that is away is not. */
  private async joinInTime(consumer: BatchConsumer, topics: readonly string[]): Promise<void> {
    let firstFault: unknown;
    const first = this.join(consumer, topics).catch((fault: unknown) => {
      firstFault = fault;
    });
    this.joining = first.then(() => {
      if (firstFault !== undefined && !isMistake(firstFault))
        return this.keepJoining(consumer, topics, firstFault);
      return undefined;
    });
    await settledWithin(first, JOIN_WAIT_MS_MAX);
    if (isMistake(firstFault)) throw firstFault;
  }

  private async join(consumer: BatchConsumer, topics: readonly string[]): Promise<void> {
    const { service, eventLog, partitions, startFrom = 'beginning' } = this.options;
    for (const topic of new Set([topicOf(service), ...topics])) await eventLog.ensureTopic(topic, partitions);
    if (topics.length === 0) return;
    this.subscription = await eventLog.subscribe({
      group: consumerOf(service),
      topics,
      startFrom,
      batchSizeMax: BATCH_SIZE_MAX,
      onBatch: (batch) => consumer.onBatch(batch),
      onFault: (fault) =>
        this.log.warn({ service, fault }, 'a delivery failed or the log is out of reach; it is tried again'),
    });
  }

  private async keepJoining(
    consumer: BatchConsumer,
    topics: readonly string[],
    firstFault: unknown,
  ): Promise<void> {
    const { service } = this.options;
    const { signal } = this.closing;
    let fault: unknown = firstFault;
    for (let failures = 1; !signal.aborted; failures += 1) {
      this.log.error(
        { service, failures, fault },
        'the event log is out of reach; the service hears nothing until it is back',
      );
      await pause(backoffMs(BETWEEN_JOINS, failures), signal);
      if (signal.aborted) return;
      try {
        await this.join(consumer, topics);
        return this.log.info({ service }, 'the service hears events now');
      } catch (again) {
        fault = again;
      }
    }
  }

  private async shutDown(): Promise<void> {
    this.closing.abort();
    await this.joining;
    await this.subscription?.close();
  }
}

const isMistake = (fault: unknown): fault is PartitionCountMismatchError =>
  fault instanceof PartitionCountMismatchError;

const markOf = (extras: Record<string, unknown> | undefined): HearsMark | undefined =>
  extras?.[HEARS] as HearsMark | undefined;

/** Nest answers an error as a stream that fails: it must be listened to. */
const asEventHandler = (handler: MessageHandler): EventHandler => {
  const mark = markOf(handler.extras);
  return {
    batch: mark?.batch ?? false,
    together: mark?.together ? mark : undefined,
    handle: async (given, tx) => {
      const answer: unknown = await handler(given, tx);
      return isObservable(answer) ? lastValueFrom(answer, { defaultValue: undefined }) : answer;
    },
  };
};
