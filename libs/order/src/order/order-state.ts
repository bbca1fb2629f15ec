import type { LineQuantity, ShortStock } from '@okuru/contracts';
import type { z } from 'zod';
import type { AmendmentRefusal, AmendmentTerms, CancelReason, HoldReason, Payment } from './order-events.js';

type Units = z.infer<typeof LineQuantity>;

/** One line and what inventory said of it. Packed and shipped units are counted from the parcels. */
export interface Line {
  readonly lineId: string;
  readonly sku: string;
  readonly ordered: number;
  /** Units inventory set aside and did not take back; dispatching does not lower it. */
  readonly setAside: number;
  /** Units given up because the order asked `cancel-short`. */
  readonly cutShort: number;
  readonly returned: number;
}

export type ParcelStatus = 'planned' | 'packed' | 'voided' | 'dispatched' | 'delivered';
export interface Parcel {
  readonly parcelId: string;
  readonly status: ParcelStatus;
  readonly lines: readonly Units[];
  readonly carrier: string | null;
  readonly service: string | null;
  readonly trackingNumber: string | null;
}

/** The cancelling conversation: order asks, shipping answers. */
export type Cancellation =
  | { readonly state: 'none' }
  | { readonly state: 'requested'; readonly reason: CancelReason }
  | { readonly state: 'refused'; readonly reason: CancelReason }
  | { readonly state: 'done'; readonly reason: CancelReason };

/** The amending conversation: order asks, shipping answers. The last one; one at a time. */
export type Amendment =
  | { readonly state: 'none' }
  | (AmendmentTerms & { readonly state: 'requested' | 'accepted' })
  | (AmendmentTerms & { readonly state: 'refused'; readonly reason: AmendmentRefusal });

/** What decides an order's way; who bought it and where it goes is not needed for that. */
export interface Order {
  readonly orderId: string;
  readonly shortStock: z.infer<typeof ShortStock>;
  readonly total: number;
  readonly payment: Payment;
  readonly lines: readonly Line[];
  readonly parcels: readonly Parcel[];
  readonly holds: readonly HoldReason[];
  readonly deadline: string | null;
  readonly confirmedAt: string | null;
  readonly cancellation: Cancellation;
  readonly amendment: Amendment;
  /** Why no parcel could be planned, until a plan is heard. */
  readonly planningFault: string | null;
  /** Highest reservation of inventory counted so far; a repeat counts nothing. */
  readonly reservation: number;
  readonly nearMisses: number;
}
