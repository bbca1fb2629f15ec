import type { StoredRefusal } from '../request/stored-refusal.js';
import type { Placement } from './placement.js';

/** A checked order on its way into a batch. */
export interface IntakeRequest {
  readonly keyId: string;
  readonly idempotencyKey: string;
  readonly bodyHash: string;
  readonly buyerId: string;
  readonly addressId: string;
  readonly placement: Placement;
  /** The trace of the request; a batch belongs to many. */
  readonly traceparent: string;
}

export interface Accepted {
  readonly orderId: string;
  readonly reference: string;
  readonly channel: string;
  readonly status: string;
  readonly total: number;
}

/** `again`: the same key is under way in another batch or process; ask once more in a moment. */
export type IntakeOutcome =
  | { readonly kind: 'accepted'; readonly replayed: boolean; readonly accepted: Accepted }
  | { readonly kind: 'refused'; readonly replayed: boolean; readonly refusal: StoredRefusal }
  | { readonly kind: 'again' };
