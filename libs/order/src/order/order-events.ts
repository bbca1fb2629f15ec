import type { CancelReason, HoldReason, Payment } from '@okuru/contracts';
import type { z } from 'zod';

export type HoldReason = z.infer<typeof HoldReason>;
export type CancelReason = z.infer<typeof CancelReason>;
export type Payment = z.infer<typeof Payment>;

/** What the order service itself decides about an order; most of it leaves as an event of the same name. */
export type OwnEvent =
  | { readonly type: 'order.held'; readonly at: string; readonly data: Hold }
  | { readonly type: 'order.confirmed'; readonly at: string; readonly data: Record<string, never> }
  | { readonly type: 'payment.recorded'; readonly at: string; readonly data: PaymentRecorded }
  | { readonly type: 'order.cancellation-requested'; readonly at: string; readonly data: CancelBecause }
  | { readonly type: 'order.cancelled'; readonly at: string; readonly data: CancelBecause };

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
