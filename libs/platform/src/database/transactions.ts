import type { ServiceName } from '@okuru/contracts';
import pg, { type ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { Clock } from '../clock/clock.js';
import { Outbox } from '../outbox/outbox.js';
import { stateFact } from '../outbox/stated-fact.js';
import { logger } from '../telemetry/logger.js';
import { discard, rollBack, withConnection } from './connection.js';
import { OpenTransaction } from './open-transaction.js';
import type { ReadTransaction } from './transaction.js';
import { Retries } from './retries.js';
import { CommitOutcomeUnknownError } from './transient.js';

/** A statement failed inside the transaction and somebody caught the error: PostgreSQL had rolled back all of it. */
export class SwallowedFaultError extends Error {
  override readonly name = 'SwallowedFaultError';
  constructor() {
    super(
      'A statement of the transaction failed and the error was caught on the way: nothing was committed.',
    );
  }
}

/** Opens, commits and rolls back the transactions of one service. Nothing is repeated here. */
export class Transactions {
  /** Counted by whoever repeats the work. */
  readonly retries = new Retries();
  private readonly outbox: Outbox;
  private readonly statedListeners: (() => void)[] = [];
  private readonly log = logger('transactions');

  constructor(
    private readonly dataSource: DataSource,
    private readonly service: ServiceName,
    private readonly clock: Clock,
  ) {
    this.outbox = new Outbox(service);
  }

  /** Calls back after each commit that left something to send. */
  onStated(listener: () => void): void {
    this.statedListeners.push(listener);
  }

  /** One attempt, READ COMMITTED. Facts are written last, so that the locks of their keys are held shortest. */
  once<T>(work: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    return withConnection(this.dataSource, async (client, runner) => {
      const tx = new OpenTransaction(runner.manager, client, (fact, causeOf) =>
        stateFact(this.service, fact, this.clock.now(), causeOf),
      );
      await runner.startTransaction();
      let answer: T;
      let stated: boolean;
      try {
        answer = await work(tx);
        stated = await this.outbox.write(tx.query, tx.facts);
      } catch (fault) {
        tx.end();
        await rollBack(client);
        throw fault;
      }
      tx.end();
      await commit(client);
      this.afterCommit(tx, stated);
      return answer;
    });
  }

  /** One snapshot, read only. */
  read<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    return withConnection(this.dataSource, async (client, runner) => {
      const tx = new OpenTransaction(runner.manager, client, () => {
        throw new Error('A read states no facts.');
      });
      try {
        await client.query('START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        return await work(tx);
      } finally {
        tx.end();
        await rollBack(client);
      }
    });
  }

  /** Statements without a transaction: each sees what is there when it begins, and saves the round trips around it. */
  ask<T>(work: (tx: Pick<ReadTransaction, 'query'>) => Promise<T>): Promise<T> {
    return withConnection(this.dataSource, async (client, runner) => {
      const tx = new OpenTransaction(runner.manager, client, () => {
        throw new Error('A question states no facts.');
      });
      try {
        return await work(tx);
      } finally {
        tx.end();
      }
    });
  }

  private afterCommit(tx: OpenTransaction, stated: boolean): void {
    const actions = stated ? [...this.statedListeners, ...tx.actionsAfterCommit] : tx.actionsAfterCommit;
    for (const action of actions) {
      try {
        action();
      } catch (fault) {
        this.log.error({ service: this.service, fault }, 'an action after a commit threw; the commit stands');
      }
    }
  }
}

/** COMMIT goes past TypeORM, which does not tell that PostgreSQL answered ROLLBACK. */
const commit = async (client: ClientBase): Promise<void> => {
  let command: string;
  try {
    ({ command } = await client.query('COMMIT'));
  } catch (fault) {
    discard(client);
    throw serverRefused(fault) ? fault : new CommitOutcomeUnknownError(fault);
  }
  if (command !== 'COMMIT') throw new SwallowedFaultError();
};

/** The server itself said no, so nothing was committed; without an answer, or with a goodbye, nobody knows. */
const serverRefused = (fault: unknown): boolean =>
  fault instanceof pg.DatabaseError && fault.code !== undefined && !/^(08|57P)/.test(fault.code);
