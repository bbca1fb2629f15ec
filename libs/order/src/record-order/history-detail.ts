import { isFollowed, tell } from '../order/followed.js';
import type { Happening } from './happening.js';

/**
 * What the history tells of an event: an allow-list by field, so that nothing personal and nothing bulky gets in when
 * an event grows.
 */
export const detailOf = (event: Happening['event']): object => {
  if (isFollowed(event)) return tell(event);
  switch (event.type) {
    case 'payment.recorded': {
      const { amount, received, status } = event.data;
      return { amount, received, status };
    }
    case 'order.held':
      return { reasons: event.data.reasons, deadline: event.data.deadline };
    case 'order.cancellation-requested':
    case 'order.cancelled':
      return { reason: event.data.reason };
    case 'order.amendment-requested':
    case 'order.amended': {
      const { amendment, changes, total, differenceYen } = event.data;
      return { amendment, changes, total, differenceYen };
    }
    case 'order.amendment-refused':
      return { amendment: event.data.amendment, reason: event.data.reason };
    case 'order.placed':
    case 'order.confirmed':
      return {};
  }
};
