import type { Payment } from '../order/order-events.js';
import type { OrderStatus } from '../order/status.js';

/** How the order stood right after the payment; a repeat is told the same. */
export interface PaymentAnswer {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly heldFor: readonly string[];
  readonly total: number;
  readonly payment: Payment;
}
