import type { Envelope } from '@okuru/contracts';
import type { Transaction } from '../database/transaction.js';

/** What a service does on hearing events of one type. */
export interface EventHandler {
  /** True: called with an array of events, each of another key; false: with one event. */
  readonly batch: boolean;
  /** With `batch`: events of all types that have the same object come in one call, and a key may come several times. */
  readonly together?: object | undefined;
  /** Throwing rolls the whole transaction back. */
  readonly handle: (given: Envelope | Envelope[], tx: Transaction) => Promise<unknown>;
}

/** By catalogue name. */
export type EventHandlers = ReadonlyMap<string, EventHandler>;
