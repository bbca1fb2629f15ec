import type {
  AmendmentChange,
  AmendmentRefusal,
  CancelReason,
  Delivery,
  HoldReason,
  Money,
  Payment,
  Sealed,
} from '@okuru/contracts';
import type { z } from 'zod';

export type HoldReason = z.infer<typeof HoldReason>;
export type CancelReason = z.infer<typeof CancelReason>;
export type Payment = z.infer<typeof Payment>;
export type AmendmentChange = z.infer<typeof AmendmentChange>;
export type { AmendmentRefusal };

/** What the order service itself decides about an order; most of it leaves as an event of the same name. */
export type OwnEvent =
  | { readonly type: 'order.held'; readonly at: string; readonly data: Hold }
  | { readonly type: 'order.confirmed'; readonly at: string; readonly data: Record<string, never> }
  | { readonly type: 'payment.recorded'; readonly at: string; readonly data: PaymentRecorded }
  | { readonly type: 'order.cancellation-requested'; readonly at: string; readonly data: CancelBecause }
  | { readonly type: 'order.cancelled'; readonly at: string; readonly data: CancelBecause }
  | {
      readonly type: 'order.amendment-requested';
      readonly at: string;
      readonly data: AmendmentTerms & { readonly wanted: Wanted };
    }
  | { readonly type: 'order.amended'; readonly at: string; readonly data: AmendmentTerms }
  | { readonly type: 'order.amendment-refused'; readonly at: string; readonly data: AmendmentRefused };

/** Why an order waits, and until when; after the deadline it is cancelled. */
export interface Hold {
  readonly reasons: readonly HoldReason[];
  readonly deadline: string;
}

export interface PaymentRecorded {
  /** Yen of this payment. */
  readonly amount: number;
  /** Yen received so far, this payment included. */
  readonly received: number;
  readonly status: Payment['status'];
  readonly receivedAt: string;
  /** How the money came, when it was not the way the order says. */
  readonly method?: Payment['method'] | undefined;
}

export interface CancelBecause {
  readonly reason: CancelReason;
}

/** What an amendment changes and what it makes of the money. */
export interface AmendmentTerms {
  /** Amendments of an order count from 1. */
  readonly amendment: number;
  readonly changes: readonly AmendmentChange[];
  /** Yen the buyer pays in all after it. */
  readonly total: number;
  /** `total` less the total before. */
  readonly differenceYen: number;
}

/** Where, when and for how much the order is to go once shipping says yes; all of it, changed or not. */
export interface Wanted {
  readonly delivery: z.infer<typeof Delivery>;
  /** JIS code. */
  readonly prefecture: number;
  readonly addressId: string;
  readonly money: z.infer<typeof Money>;
  /** Both sealed for `order.confirmed`. */
  readonly contact: Sealed;
  readonly shipTo: Sealed;
  /** The ship-to once more, sealed for `order.amendment-requested`. */
  readonly shipToAsked: Sealed;
}

export interface AmendmentRefused {
  readonly amendment: number;
  readonly reason: AmendmentRefusal;
}
