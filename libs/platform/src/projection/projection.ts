import type { Envelope, EventType, ServiceName } from '@okuru/contracts';
import type { Migration } from '../database/schema-change.js';
import type { Transaction } from '../database/transaction.js';
import type { Heard } from '../listening/hears.js';

/** All that a projection may use on hearing facts: it states none, and nothing follows the commit. */
export type ProjectingTransaction = Pick<Transaction, 'query'>;

/** By type, what becomes of facts, each of another key; the same code that the listener calls. */
export type Projecting = {
  readonly [T in EventType]?: (events: Heard<T>[], tx: ProjectingTransaction) => Promise<void>;
};

/**
 * Tables that follow from other services' facts and nothing else, so that they can be made anew from the emitters'
 * archives. Hearing a fact again, or an older one late, must change nothing in them.
 */
export interface Projection {
  readonly name: string;
  /** In the order in which the listener locks them; each has a primary key. */
  readonly tables: readonly string[];
  /** Puts the rows there that a migration had put there. */
  readonly begin?: (tx: ProjectingTransaction) => Promise<void>;
  readonly hears: Projecting;
}

/**
 * State woven from others' facts into a service's own rows. It is put right in place, some keys at a time, under the
 * locks that its listener takes; what the service decided itself stays as it is.
 */
export interface WovenProjection {
  readonly name: string;
  readonly tables: readonly string[];
  readonly hears: readonly EventType[];
  /** The last key there is; undefined when there is none. What comes later needs no mending. */
  readonly lastKey: (tx: ProjectingTransaction) => Promise<string | undefined>;
  /** The next event keys behind one (the first when it is empty), no further than the last. */
  readonly keysAfter: (
    tx: ProjectingTransaction,
    after: string,
    last: string,
    most: number,
  ) => Promise<readonly string[]>;
  /** Locks what belongs to the keys, so that nothing is heard of them until the transaction ends. */
  readonly lock: (tx: ProjectingTransaction, keys: readonly string[]) => Promise<void>;
  /** Weaves anew from all that was stated of the keys, heard or not yet. Answers of how many keys something differed. */
  readonly weave: (
    tx: ProjectingTransaction,
    keys: readonly string[],
    stated: readonly Envelope[],
  ) => Promise<number>;
}

/** What a service keeps in its schema, for whoever migrates it or makes its projections anew. */
export interface ServiceTables {
  readonly service: ServiceName;
  readonly migrations: readonly Migration[];
  readonly projections: readonly (Projection | WovenProjection)[];
}
