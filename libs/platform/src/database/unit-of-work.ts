import { Injectable } from '@nestjs/common';
import { backoffMs, pause, type Backoff } from './backoff.js';
import type { ReadTransaction, Transaction } from './transaction.js';
import { Transactions } from './transactions.js';
import { CommitOutcomeUnknownError, isTransient } from './transient.js';

const ATTEMPTS_MAX = 5;
const BETWEEN_ATTEMPTS: Backoff = { firstMs: 20, maxMs: 500 };

/** The door to a service's database: state and facts in one transaction. One per service. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Runs the work in a READ COMMITTED transaction. After a transient fault (deadlock, serialisation, connection) the
   * whole work is run again, up to five times in all: effects outside the database belong into `afterCommit`.
   * Throws `CommitOutcomeUnknownError` when the connection broke during the commit.
   */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.transactions.once(work);
      } catch (fault) {
        if (!isTransient(fault)) throw fault;
        this.transactions.retries.note(fault);
        if (fault instanceof CommitOutcomeUnknownError || attempt >= ATTEMPTS_MAX) throw fault;
        await pause(backoffMs(BETWEEN_ATTEMPTS, attempt));
      }
    }
  }

  /** Reads from one snapshot; writes are refused. */
  read<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    return this.transactions.read(work);
  }

  /** Questions of one statement each; two of them may see different states. Nothing is to be written here. */
  ask<T>(work: (tx: Pick<ReadTransaction, 'query'>) => Promise<T>): Promise<T> {
    return this.transactions.ask(work);
  }
}
