import type { EntityManager } from 'typeorm';
import type { Fact } from '../outbox/fact.js';
import type { Prepared } from './prepared.js';

/** Runs one SQL statement and answers its rows, those of UPDATE and DELETE … RETURNING too. */
export type Query = <Row = Record<string, unknown>>(
  sql: string | Prepared,
  parameters?: readonly unknown[],
) => Promise<Row[]>;

/** One database transaction and the facts it states. Usable until the work it was given to has ended. */
export interface Transaction {
  /** TypeORM inside the transaction. */
  readonly manager: EntityManager;
  /** Raw SQL on the same connection, one statement at a time. */
  readonly query: Query;
  /**
   * Collects facts; they are written together right before the commit. Throws at once when a fact does not pass
   * its catalogue schema, belongs to another service or is too large: all three are mistakes of the programmer.
   */
  publish(...facts: Fact[]): void;
  /** Runs after the commit, never when rolled back; must not throw. */
  afterCommit(action: () => void): void;
}

/** What a read may use: no facts, no writes. */
export type ReadTransaction = Pick<Transaction, 'manager' | 'query'>;
