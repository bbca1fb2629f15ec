import { backoffMs, pause } from '../database/backoff.js';
import type { Transactions } from '../database/transactions.js';
import { isTransient } from '../database/transient.js';
import type { DeliveredBatch, DeliveredRecord } from '../event-log/event-log.js';
import { nameOf, type Place } from '../inbox/place.js';
import { logger } from '../telemetry/logger.js';
import { Alarms } from './alarms.js';
import { BatchTransaction } from './batch-transaction.js';
import { Breaker } from './breaker.js';
import { FAILURE_POLICY, type FailurePolicy } from './failure-policy.js';
import { addFigures, type ListeningFigures, noFigures } from './figures.js';
import { DeliveryAbortedError, PartitionHaltedError } from './halt.js';
import type { EventHandlers } from './handlers.js';
import { Slots } from './slots.js';
import type { Poison } from './sort-readings.js';

export interface BatchConsumerOptions {
  /** Consumer group; also the first part of what the service remembers of its hearing. */
  readonly consumer: string;
  readonly transactions: Transactions;
  readonly handlers: EventHandlers;
  readonly policy?: Partial<FailurePolicy>;
}

/** What one delivery needs at every step. */
interface Delivery {
  readonly place: Place;
  readonly breaker: Breaker;
  readonly signal: AbortSignal;
}

/**
 * Handles deliveries and decides what a failure means. A transient fault gives the delivery back to the log, which
 * brings it again for ever. Any other fault is narrowed down by halves, which commit in offset order, until the event
 * at fault is alone; it is tried again and then set aside with its key, in the transaction that moves the fence.
 */
export class BatchConsumer {
  readonly figures: ListeningFigures = noFigures();
  readonly alarms = new Alarms();

  private readonly consumer: string;
  private readonly policy: FailurePolicy;
  private readonly transactions: Transactions;
  private readonly transaction: BatchTransaction;
  private readonly slots: Slots;
  private readonly breakers = new Map<string, Breaker>();
  /** Deliveries in a row that ended in a transient fault, by partition. */
  private readonly givenBack = new Map<string, number>();
  private readonly log = logger('listening');

  constructor({ consumer, transactions, handlers, policy }: BatchConsumerOptions) {
    this.consumer = consumer;
    this.policy = { ...FAILURE_POLICY, ...policy };
    this.transactions = transactions;
    this.transaction = new BatchTransaction(transactions, handlers, this.policy.setAsideMax);
    this.slots = new Slots(this.policy.batchesAtOnceMax);
  }

  /** Resolves when the whole batch is dealt with and committed; throws when it is to be delivered again. */
  async onBatch({ topic, partition, records, signal }: DeliveredBatch): Promise<void> {
    const place = { consumer: this.consumer, topic, partition };
    const delivery = { place, breaker: this.breakerOf(place), signal };
    try {
      await this.slots.use(() => this.settle(delivery, records));
    } catch (fault) {
      this.noteFault(place, fault);
      throw fault;
    }
    this.givenBack.delete(nameOf(place));
    this.alarms.clear(place);
  }

  private async settle(delivery: Delivery, records: readonly DeliveredRecord[]): Promise<void> {
    const { place, breaker, signal } = delivery;
    if (signal.aborted) throw new DeliveryAbortedError();
    if (breaker.state === 'open') {
      throw new PartitionHaltedError(
        place,
        'too-many-failures',
        'more than the breaker allows; it probes with single events',
      );
    }
    if (breaker.state === 'half-open' && records.length > 1) return this.settleInTurn(delivery, records, 1);
    const fault = await this.attempt(delivery, records);
    if (fault === undefined) return;
    if (records.length === 1) return this.settlePoison(delivery, records, fault);
    this.figures.bisections += 1;
    return this.settleInTurn(delivery, records, records.length >> 1);
  }

  /** The first part commits before the rest is looked at. */
  private async settleInTurn(
    delivery: Delivery,
    records: readonly DeliveredRecord[],
    firstPart: number,
  ): Promise<void> {
    await this.settle(delivery, records.slice(0, firstPart));
    await this.settle(delivery, records.slice(firstPart));
  }

  private async settlePoison(
    delivery: Delivery,
    record: readonly DeliveredRecord[],
    firstFault: unknown,
  ): Promise<void> {
    let fault: unknown = firstFault;
    for (let tries = 1; tries < this.policy.poisonTries; tries += 1) {
      await pause(backoffMs(this.policy.betweenPoisonTries, tries), delivery.signal);
      if (delivery.signal.aborted) throw new DeliveryAbortedError();
      fault = await this.attempt(delivery, record);
      if (fault === undefined) return;
    }
    const poison: Poison = { fault, tries: this.policy.poisonTries };
    const unsettled = await this.attempt(delivery, record, poison);
    if (unsettled !== undefined) throw unsettled as Error; // setting aside calls no handler: this is no poison
    const { topic, partition } = delivery.place;
    this.log.error(
      { consumer: this.consumer, topic, partition, offset: record[0]?.offset, fault },
      'an event was set aside; its key waits',
    );
  }

  /** One transaction, repeated a few times on transient faults. Answers the fault when it may lie with an event. */
  private async attempt(
    delivery: Delivery,
    records: readonly DeliveredRecord[],
    poison?: Poison,
  ): Promise<unknown> {
    for (let retries = 0; ; retries += 1) {
      try {
        const figures = await this.transaction.run(delivery.place, records, poison);
        addFigures(this.figures, figures);
        this.tellRepeats(delivery.place, figures);
        delivery.breaker.note({ handled: figures.handled ?? 0, failed: figures.dead ?? 0 });
        return undefined;
      } catch (fault) {
        if (fault instanceof PartitionHaltedError) throw fault;
        if (!isTransient(fault)) return fault ?? new Error('a handler threw nothing');
        this.figures.transientFaults += 1;
        this.transactions.retries.note(fault);
        if (retries >= this.policy.transientRetries || delivery.signal.aborted) throw fault;
        await pause(backoffMs(this.policy.betweenTransientRetries, retries + 1), delivery.signal);
      }
    }
  }

  /** Repeats are harmless; that they came tells an operator of takeovers and restarts, and a process killed later has told. */
  private tellRepeats(
    { consumer, topic, partition }: Place,
    { duplicates = 0, fenced = 0 }: Partial<ListeningFigures>,
  ): void {
    if (duplicates + fenced > 0)
      this.log.info(
        { consumer, topic, partition, duplicates, fenced },
        'records heard before were passed over',
      );
  }

  private noteFault(place: Place, fault: unknown): void {
    if (fault instanceof DeliveryAbortedError) return;
    if (fault instanceof PartitionHaltedError) return this.alarms.raise(place, fault.reason, fault);
    const times = (this.givenBack.get(nameOf(place)) ?? 0) + 1;
    this.givenBack.set(nameOf(place), times);
    if (times >= this.policy.transientDeliveriesBeforeAlarm) this.alarms.raise(place, 'out-of-reach', fault);
  }

  private breakerOf(place: Place): Breaker {
    const name = nameOf(place);
    const breaker = this.breakers.get(name) ?? new Breaker(this.policy.breaker);
    this.breakers.set(name, breaker);
    return breaker;
  }
}
