import { evolve, holdsAfterAmendment } from '../order/order.js';
import type { Order } from '../order/order-state.js';
import type { OwnEvent } from '../order/order-events.js';
import type { Policy } from './policy.js';

/**
 * Shipping's answer ends the conversation; an order that was cancelled meanwhile stays as it is. One that waited for money
 * goes on when the new total is what was received.
 */
export const amendOrderWhenShippingAnswered: Policy = (order, heard, at) => {
  if (heard.type !== 'amendment.accepted' && heard.type !== 'amendment.refused') return [];
  const { amendment } = heard.data;
  if (order.amendment.state !== 'requested' || order.amendment.amendment !== amendment) return [];
  if (heard.type === 'amendment.refused') return [refused(amendment, heard.data.reason, at)];
  if (order.cancellation.state === 'done') return [refused(amendment, 'cancelled', at)];
  const change = amended(order.amendment, at);
  return [change, ...holdsAfterAmendment(evolve(order, change), at)];
};

type Refused = Extract<OwnEvent, { type: 'order.amendment-refused' }>;
type Asked = Extract<Order['amendment'], { state: 'requested' | 'accepted' }>;

const refused = (amendment: number, reason: Refused['data']['reason'], at: string): OwnEvent => ({
  type: 'order.amendment-refused',
  at,
  data: { amendment, reason },
});

const amended = ({ amendment, changes, total, differenceYen }: Asked, at: string): OwnEvent => ({
  type: 'order.amended',
  at,
  data: { amendment, changes, total, differenceYen },
});
