import { deadlineFor } from './hold-rules.js';
import { evolve } from './order.js';
import type { Order } from './order-state.js';
import type { HoldReason, OwnEvent } from './order-events.js';

/** What a new order begins with. */
export type NewOrder = Pick<Order, 'orderId' | 'shortStock' | 'total' | 'payment'> & {
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
};

type FirstEvent = Extract<OwnEvent, { type: 'order.held' | 'order.confirmed' }>;

/** A new order and what it states at once: held, or confirmed when nothing holds it. */
export const openOrder = (
  placed: NewOrder,
  holds: readonly HoldReason[],
  at: string,
): { order: Order; event: FirstEvent } => {
  const { lines, orderId, shortStock, total, payment } = placed;
  const order: Order = {
    orderId,
    shortStock,
    total,
    payment,
    lines: lines.map(({ lineId, sku, quantity }) => ({
      lineId,
      sku,
      ordered: quantity,
      setAside: 0,
      cutShort: 0,
      returned: 0,
    })),
    parcels: [],
    holds: [],
    deadline: null,
    confirmedAt: null,
    cancellation: { state: 'none' },
    amendment: { state: 'none' },
    planningFault: null,
    reservation: 0,
    nearMisses: 0,
  };
  const event = firstEvent(holds, at);
  return { order: evolve(order, event), event };
};

const firstEvent = (holds: readonly HoldReason[], at: string): FirstEvent =>
  holds.length === 0
    ? { type: 'order.confirmed', at, data: {} }
    : { type: 'order.held', at, data: { reasons: holds, deadline: deadlineFor(holds, at) } };
