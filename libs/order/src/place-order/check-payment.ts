import type { Payment } from '../order/order-events.js';
import type { FieldFault } from '../request/field-fault.js';
import { toInstant } from '../request/instants.js';
import type { PaymentDto } from './place-order.dto.js';

type Status = Payment['status'];

/** What each way of paying can be when the order comes in; the first is what it is when nothing is said. */
const STATUSES: Readonly<Record<Payment['method'], readonly [Status, ...Status[]]>> = {
  prepaid: ['paid'],
  'bank-transfer': ['awaiting', 'paid'],
  konbini: ['awaiting', 'paid'],
  cod: ['on-delivery'],
  invoice: ['on-invoice'],
};

const methodOf = (payment: PaymentDto): Payment['method'] => payment.method ?? 'prepaid';

/** What contradicts itself in the payment of a new order. */
export const paymentFaults = (payment: PaymentDto, total: number): FieldFault[] => {
  const method = methodOf(payment);
  const allowed = STATUSES[method];
  const status = payment.status ?? allowed[0];
  if (!allowed.includes(status)) {
    return [
      {
        path: 'payment.status',
        message: `cannot be ${status} with ${method}`,
        mend: `send ${allowed.join(' or ')}, or leave it out`,
      },
    ];
  }
  const faults: FieldFault[] = [];
  const expected = status === 'paid' ? total : 0;
  const amount = payment.amount ?? expected;
  if (amount !== expected) {
    const difference = Math.abs(amount - expected).toLocaleString('en-US');
    faults.push(
      status === 'paid'
        ? {
            path: 'payment.amount',
            message: `differs from the total by ${difference} yen although the order is paid`,
            mend: 'send the total, or leave it out',
          }
        : {
            path: 'payment.amount',
            message: `must be 0 while the payment is ${status}`,
            mend: 'tell money that came in by POST /v1/orders/{id}/payments',
          },
    );
  }
  if (status !== 'paid' && payment.receivedAt != null) {
    faults.push({
      path: 'payment.receivedAt',
      message: `is only for a payment that was received; this one is ${status}`,
      mend: 'leave it out',
    });
  }
  return faults;
};

/** The payment of a new order with the defaults filled in. */
export const paymentOf = (payment: PaymentDto, total: number, placedAt: string): Payment => {
  const method = methodOf(payment);
  const status = payment.status ?? STATUSES[method][0];
  if (status !== 'paid') return { method, status, amount: 0 };
  return { method, status, amount: total, receivedAt: toInstant(payment.receivedAt) ?? placedAt };
};
