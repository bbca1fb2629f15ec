import { AMENDMENTS_MAX, YEN_MAX } from '@okuru/contracts';
import { countersOf } from './counters.js';
import { hear, isFollowed, type HeardEvent } from './followed.js';
import { deadlineFor, expiryOf, holdReasonsAfterPayment } from './hold-rules.js';
import {
  type AmendmentTerms,
  type CancelReason,
  type OwnEvent,
  type Payment,
  type PaymentRecorded,
  type Wanted,
} from './order-events.js';
import type { Order } from './order-state.js';

export type OrderEvent = OwnEvent | HeardEvent;

export interface RecordPayment {
  readonly type: 'record-payment';
  readonly at: string;
  readonly amount: number;
  readonly receivedAt: string;
  /** How the money came, when it was not the way the order says. */
  readonly method?: Payment['method'];
}
export interface Amend extends Pick<AmendmentTerms, 'changes'> {
  readonly type: 'amend';
  readonly at: string;
  readonly wanted: Wanted;
}
export type OrderCommand =
  | { readonly type: 'confirm'; readonly at: string }
  | { readonly type: 'reject'; readonly at: string }
  | { readonly type: 'cancel'; readonly at: string; readonly reason: CancelReason }
  | Amend
  | RecordPayment
  | { readonly type: 'deadline-passed'; readonly at: string };

/** The business says no; a closed list. */
export type RejectionCode =
  | 'being-cancelled'
  | 'already-cancelled'
  | 'already-confirmed'
  | 'being-amended'
  | 'amended-too-often'
  | 'amount-out-of-range';
export interface Rejection {
  readonly rejected: RejectionCode;
}
export const isRejection = (answer: OwnEvent[] | Rejection): answer is Rejection => 'rejected' in answer;

/** What follows from a command: events to state, none when it is already so, or a coded rejection. */
export const decide = (order: Order, command: OrderCommand): OwnEvent[] | Rejection => {
  switch (command.type) {
    case 'confirm':
      return confirm(order, command.at);
    case 'reject':
      if (order.confirmedAt !== null) return { rejected: 'already-confirmed' };
      return requestCancellation(order, command.at, 'hold-rejected');
    case 'cancel':
      return requestCancellation(order, command.at, command.reason);
    case 'amend':
      return requestAmendment(order, command);
    case 'record-payment':
      return recordPayment(order, command);
    case 'deadline-passed':
      return expire(order, command.at);
  }
};

/** The order after an event. */
export const evolve = (order: Order, event: OrderEvent): Order => {
  if (isFollowed(event)) return hear(order, event);
  switch (event.type) {
    case 'order.held':
      return { ...order, holds: event.data.reasons, deadline: event.data.deadline };
    case 'order.confirmed':
      return { ...order, holds: [], deadline: null, confirmedAt: event.at };
    case 'payment.recorded':
      return { ...order, payment: paymentAfter(order.payment, event.data) };
    case 'order.cancellation-requested':
      return { ...order, deadline: null, cancellation: { state: 'requested', reason: event.data.reason } };
    case 'order.cancelled':
      return {
        ...order,
        holds: [],
        deadline: null,
        planningFault: null,
        cancellation: { state: 'done', reason: event.data.reason },
      };
    case 'order.amendment-requested': {
      const { amendment, changes, total, differenceYen } = event.data;
      return { ...order, amendment: { state: 'requested', amendment, changes, total, differenceYen } };
    }
    case 'order.amended':
      return { ...order, total: event.data.total, amendment: { state: 'accepted', ...event.data } };
    case 'order.amendment-refused':
      return order.amendment.state === 'none'
        ? order
        : { ...order, amendment: { ...order.amendment, state: 'refused', reason: event.data.reason } };
  }
};

const confirm = (order: Order, at: string): OwnEvent[] | Rejection => {
  if (order.cancellation.state === 'requested') return { rejected: 'being-cancelled' };
  if (order.cancellation.state === 'done') return { rejected: 'already-cancelled' };
  return order.confirmedAt === null ? [confirmed(at)] : [];
};

/** Asked once: whoever asks again hears how the first conversation stands. */
const requestCancellation = (order: Order, at: string, reason: CancelReason): OwnEvent[] =>
  order.cancellation.state === 'none' ? [{ type: 'order.cancellation-requested', at, data: { reason } }] : [];

/** One at a time: whoever asks meanwhile hears that the first is not answered. What changes nothing is not asked. */
const requestAmendment = (order: Order, { at, changes, wanted }: Amend): OwnEvent[] | Rejection => {
  const { cancellation, amendment: last } = order;
  if (cancellation.state === 'requested') return { rejected: 'being-cancelled' };
  if (cancellation.state === 'done') return { rejected: 'already-cancelled' };
  if (last.state === 'requested') return { rejected: 'being-amended' };
  if (changes.length === 0) return [];
  const amendment = last.state === 'none' ? 1 : last.amendment + 1;
  if (amendment > AMENDMENTS_MAX) return { rejected: 'amended-too-often' };
  const { total } = wanted.money;
  const terms = { amendment, changes, total, differenceYen: total - order.total };
  return [{ type: 'order.amendment-requested', at, data: { ...terms, wanted } }];
};

const expire = (order: Order, at: string): OwnEvent[] => {
  if (order.deadline === null || order.deadline > at) return [];
  return requestCancellation(order, at, expiryOf(order.holds));
};

const recordPayment = (order: Order, payment: RecordPayment): OwnEvent[] | Rejection => {
  const { at, amount, receivedAt, method } = payment;
  const received = order.payment.amount + amount;
  if (received > YEN_MAX) return { rejected: 'amount-out-of-range' };
  const status = received >= order.total ? 'paid' : order.payment.status;
  const recorded: OwnEvent = {
    type: 'payment.recorded',
    at,
    data: { amount, received, status, receivedAt, method },
  };
  const goesOn = order.cancellation.state === 'none' || order.cancellation.state === 'refused';
  const waits = order.holds.length > 0 && goesOn;
  return waits ? [recorded, ...holdsAfterPayment(order, received, at)] : [recorded];
};

const holdsAfterPayment = (order: Order, received: number, at: string): OwnEvent[] => {
  const reasons = holdReasonsAfterPayment(order.holds, received, order.total);
  if (reasons.length === 0) return [confirmed(at)];
  const same =
    reasons.length === order.holds.length && reasons.every((reason) => order.holds.includes(reason));
  return same ? [] : [{ type: 'order.held', at, data: { reasons, deadline: deadlineFor(reasons, at) } }];
};

/** What holds say once the total has changed under what was received. */
export const holdsAfterAmendment = (order: Order, at: string): OwnEvent[] =>
  order.holds.length === 0 || order.payment.amount === 0 || order.cancellation.state === 'requested'
    ? []
    : holdsAfterPayment(order, order.payment.amount, at);

const confirmed = (at: string): OwnEvent => ({ type: 'order.confirmed', at, data: {} });

const paymentAfter = (
  before: Payment,
  { received, status, receivedAt, method }: PaymentRecorded,
): Payment => ({
  method: method ?? before.method,
  status,
  amount: received,
  receivedAt,
});

/** Nothing is left to send although nothing was sent: everything was cut short. */
export const nothingToSend = (order: Order): boolean =>
  countersOf(order).every((line) => line.cancelled === line.ordered && line.reserved === 0);
