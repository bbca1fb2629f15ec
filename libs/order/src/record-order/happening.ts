import type { ServiceName } from '@okuru/contracts';
import type { OrderEvent } from '../order/order.js';

/** Something that happened to an order: stated by the order service or heard from another. */
export interface Happening {
  readonly event: OrderEvent | { readonly type: 'order.placed'; readonly at: string; readonly data: object };
  readonly source: ServiceName;
  /** Id of the event that was heard; null for what the order service states itself. */
  readonly eventId: string | null;
  /** Version of the event in its emitter's stream of this order; null when it does not leave the service. */
  readonly aggregateVersion: number | null;
}
