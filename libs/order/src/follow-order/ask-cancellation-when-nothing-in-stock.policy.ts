import { nothingToSend } from '../order/order.js';
import type { Policy } from './policy.js';

/** `cancel-short` with nothing in stock leaves no unit to send, so the order asks for its own cancellation. */
export const askCancellationWhenNothingInStock: Policy = (order, heard, at) =>
  heard.type === 'stock.reserved' && order.cancellation.state === 'none' && nothingToSend(order)
    ? [{ type: 'order.cancellation-requested', at, data: { reason: 'nothing-in-stock' } }]
    : [];
