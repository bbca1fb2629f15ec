import type { ServiceName } from '@okuru/contracts';
import type { Order } from '../order/order-state.js';
import type { HeardEvent } from '../order/followed.js';
import type { OwnEvent } from '../order/order-events.js';
import type { Happening } from './happening.js';
import { chain, type HistoryEntry } from './history.js';
import { LEAVES } from './order-facts.js';
import type { RecordedOrder } from './order-rows.js';
import type { StoredChange } from './saved-orders.store.js';

/** Something decided here or heard from elsewhere. */
export type Step =
  | {
      readonly own: OwnEvent;
      /** Id of the event that it follows from. */
      readonly causedBy?: string;
    }
  | {
      readonly heard: HeardEvent;
      readonly source: ServiceName;
      readonly eventId: string;
      readonly aggregateVersion: number;
    };

/** One order of a transaction: how it was, how it is now, and what happened between. */
export interface OrderChange {
  readonly before: RecordedOrder;
  readonly after: Order;
  readonly steps: readonly Step[];
}

/** Numbers the facts and chains the history entries of a change. */
export const chainSteps = ({
  before,
  after,
  steps,
}: OrderChange): { change: StoredChange; entries: HistoryEntry[] } => {
  let factsStated = before.factsStated;
  const happenings = steps.map((step): Happening => {
    if ('heard' in step) {
      const { heard, source, eventId, aggregateVersion } = step;
      return { event: heard, source, eventId, aggregateVersion };
    }
    const leaves = LEAVES[step.own.type];
    if (leaves) factsStated += 1;
    return { event: step.own, source: 'order', eventId: null, aggregateVersion: leaves ? factsStated : null };
  });
  const entries = chain(after.orderId, before.history, happenings);
  const last = entries.at(-1);
  const history = last === undefined ? before.history : { entries: last.entry, hash: last.hash };
  return { change: { before, after, history, factsStated }, entries };
};
