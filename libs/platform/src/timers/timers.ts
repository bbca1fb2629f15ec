import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { Repeating } from '../clock/repeating.js';
import type { Transaction } from '../database/transaction.js';
import { isTransient } from '../database/transient.js';
import { logger } from '../telemetry/logger.js';
import {
  dueKeys,
  type DueTimer,
  lockDueTimer,
  lockDueTimers,
  putOffTimer,
  putTimers,
  removeTimers,
  type Timer,
} from './timer.store.js';

const SWEEP_EVERY_MS = 1_000;
/** Timers handled in one transaction. */
const DUE_BATCH_MAX = 100;
/** Batches of one kind in one sweep; what is left comes a second later, after the other kinds had their turn. */
const BATCHES_PER_SWEEP_MAX = 50;
/** A kind whose database is out of reach rests for 1 s, 2 s, 4 s … at most a minute. */
const REST_MS_MIN = 1_000;
const REST_MS_MAX = 60_000;

export type DueHandler<Payload> = (due: DueTimer<Payload>[], tx: Transaction) => Promise<void>;

/** What timers need of a `UnitOfWork`. */
export interface WorkInTransaction {
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

interface Kind {
  readonly handler: DueHandler<unknown>;
  failures: number;
  restsUntil: number;
}

/**
 * Business timers of one service: rows with a due time on the business clock. A due timer is handled and deleted in
 * one transaction, by one process; a failing one is put off and tried again for ever, and never holds up its neighbours.
 * A handler that locks what its timers belong to may meet a transaction that locked it first and then cancels the
 * timer: PostgreSQL ends one of the two and the unit of work tries again, so handlers look at the state they find.
 */
export class Timers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly kinds = new Map<string, Kind>();
  private readonly loop: Repeating;
  private readonly log = logger('timers');

  constructor(
    private readonly unitOfWork: WorkInTransaction,
    private readonly clock: Clock,
  ) {
    this.loop = new Repeating(
      () => this.sweep(),
      SWEEP_EVERY_MS,
      (fault) => this.log.error({ fault }, 'sweeping the timers failed'),
    );
  }

  /** A timer of the same kind and key is replaced. */
  async schedule(tx: Pick<Transaction, 'query'>, timers: readonly Timer[]): Promise<void> {
    await putTimers(tx.query, timers);
  }

  async cancel(tx: Pick<Transaction, 'query'>, kind: string, keys: readonly string[]): Promise<void> {
    await removeTimers(tx.query, kind, keys);
  }

  /** Register in `onModuleInit`. The due timers are deleted already, so that the handler may schedule them anew. */
  onDue<Payload = unknown>(kind: string, handler: DueHandler<Payload>): void {
    if (this.kinds.has(kind)) throw new Error(`Timers of kind ${kind} have a handler already`);
    this.kinds.set(kind, { handler: handler as DueHandler<unknown>, failures: 0, restsUntil: 0 });
  }

  /** Handles what is due now and answers how many timers that were. Runs by itself each second. */
  async sweep(): Promise<number> {
    let handled = 0;
    for (const [name, kind] of this.kinds) {
      if (kind.restsUntil > performance.now()) continue;
      try {
        handled += await this.sweepKind(name, kind);
        kind.failures = 0;
      } catch (fault) {
        const restMs = Math.min(REST_MS_MIN * 2 ** kind.failures, REST_MS_MAX);
        kind.failures += 1;
        kind.restsUntil = performance.now() + restMs;
        this.log.error({ fault, kind: name, restMs }, 'due timers could not be handled; trying again');
      }
    }
    return handled;
  }

  onApplicationBootstrap(): void {
    if (this.kinds.size > 0) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async sweepKind(name: string, kind: Kind): Promise<number> {
    let handled = 0;
    for (let batch = 0; batch < BATCHES_PER_SWEEP_MAX; batch += 1) {
      const count = await this.handleTogether(name, kind).catch((fault: unknown) => {
        if (isTransient(fault)) throw fault;
        return null;
      });
      if (count === null) return handled + (await this.handleApart(name, kind));
      handled += count;
      if (count < DUE_BATCH_MAX) break;
    }
    return handled;
  }

  private handleTogether(name: string, { handler }: Kind): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const due = await lockDueTimers(tx.query, name, this.clock.dueBy(), DUE_BATCH_MAX);
      return finish(tx, name, due, handler);
    });
  }

  /** One of them is poison: each alone, so that only that one waits. */
  private async handleApart(name: string, { handler }: Kind): Promise<number> {
    const keys = await this.unitOfWork.run((tx) =>
      dueKeys(tx.query, name, this.clock.dueBy(), DUE_BATCH_MAX),
    );
    let handled = 0;
    for (const key of keys) {
      try {
        handled += await this.unitOfWork.run(async (tx) =>
          finish(tx, name, await lockDueTimer(tx.query, name, key, this.clock.dueBy()), handler),
        );
      } catch (fault) {
        if (isTransient(fault)) throw fault;
        this.log.error({ fault, kind: name, key }, 'a due timer failed; it is put off');
        await this.unitOfWork.run((tx) => putOffTimer(tx.query, name, key));
      }
    }
    return handled;
  }
}

const finish = async (
  tx: Transaction,
  kind: string,
  due: DueTimer[],
  handler: DueHandler<unknown>,
): Promise<number> => {
  if (due.length === 0) return 0;
  await removeTimers(
    tx.query,
    kind,
    due.map(({ key }) => key),
  );
  await handler(due, tx);
  return due.length;
};
