import type { Accepted } from './intake-request.js';

/** What the storefront is told of an accepted order. */
export interface PlacedAnswer extends Accepted {
  readonly links: { readonly self: string; readonly history: string };
}

export const placedAnswer = (accepted: Accepted): PlacedAnswer => {
  const self = `/v1/orders/${accepted.orderId}`;
  return { ...accepted, links: { self, history: `${self}/history` } };
};

/** Tells that the answer was given before. */
export const REPLAYED = { 'idempotent-replayed': 'true' } as const;
