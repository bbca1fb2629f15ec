import { Refusal } from '@okuru/platform';
import type { Rejection, RejectionCode } from '../order/order.js';

const DETAILS: Readonly<Record<RejectionCode, string>> = {
  'being-cancelled': 'The order is being cancelled; shipping has not answered yet.',
  'already-cancelled': 'The order is cancelled.',
  'already-confirmed': 'The order is confirmed and no longer held; cancel it instead.',
  'amount-out-of-range': 'With this payment the order would have received more than 999,999,999 yen.',
};

/** The business's no as an answer over HTTP. */
export const refusalOf = ({ rejected }: Rejection): Refusal => Refusal.conflict(rejected, DETAILS[rejected]);
