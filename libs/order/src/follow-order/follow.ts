import { evolve } from '../order/order.js';
import type { HeardEvent } from '../order/followed.js';
import type { OwnEvent } from '../order/order-events.js';
import type { Order } from '../order/order-state.js';
import { amendOrderWhenShippingAnswered } from './amend-order-when-shipping-answered.policy.js';
import { askCancellationWhenNothingInStock } from './ask-cancellation-when-nothing-in-stock.policy.js';
import { cancelOrderWhenParcelsVoided } from './cancel-order-when-parcels-voided.policy.js';
import type { Policy } from './policy.js';

const POLICIES: readonly Policy[] = [
  cancelOrderWhenParcelsVoided,
  askCancellationWhenNothingInStock,
  amendOrderWhenShippingAnswered,
];

/** The order after hearing a fact and after everything that follows from it, with what followed. */
export const follow = (order: Order, heard: HeardEvent, at: string): { order: Order; own: OwnEvent[] } => {
  const after = evolve(order, heard);
  const own = POLICIES.flatMap((policy) => policy(after, heard, at));
  return { order: own.reduce(evolve, after), own };
};
