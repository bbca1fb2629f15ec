import type { Policy } from './policy.js';

/** Shipping's yes ends the conversation: every unit still open is cancelled and the buyer is told. */
export const cancelOrderWhenParcelsVoided: Policy = (order, heard, at) => {
  if (heard.type !== 'parcels.voided' || order.cancellation.state === 'done') return [];
  // Shipping voids only when asked; should it ever do so by itself, it was the shop's doing.
  const reason = order.cancellation.state === 'none' ? 'shop-asked' : order.cancellation.reason;
  return [{ type: 'order.cancelled', at, data: { reason } }];
};
