import { hear, type HeardEvent } from '../order/followed.js';
import type { Order } from '../order/order-state.js';

/** What an order's history tells of one step: something heard, or something decided here. */
export interface PastStep {
  readonly what: string;
  /** null for what was decided here. */
  readonly heard: HeardEvent | null;
}

/**
 * The order as its history makes it: all that follows from others' facts is woven anew in the order in which they were
 * heard; payment, holds and the reason of a cancellation are the order's own and stay.
 */
export const refollow = (order: Order, past: readonly PastStep[]): Order =>
  past.reduce(
    (so, { what, heard }) => (heard === null ? decided(so, order, what) : hear(so, heard)),
    unheard(order),
  );

const unheard = (order: Order): Order => ({
  ...order,
  lines: order.lines.map((line) => ({ ...line, setAside: 0, cutShort: 0 })),
  parcels: [],
  planningFault: null,
  reservation: 0,
  nearMisses: 0,
  cancellation: { state: 'none' },
});

/** Of the own steps those that others' facts meet. */
const decided = (so: Order, { cancellation }: Order, what: string): Order => {
  const reason = cancellation.state === 'none' ? undefined : cancellation.reason;
  if (reason === undefined) return so;
  if (what === 'order.cancellation-requested') return { ...so, cancellation: { state: 'requested', reason } };
  if (what === 'order.cancelled')
    return { ...so, planningFault: null, cancellation: { state: 'done', reason } };
  return so;
};
