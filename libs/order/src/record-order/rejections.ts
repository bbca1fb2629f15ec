import { AMENDMENTS_MAX } from '@okuru/contracts';
import { Refusal } from '@okuru/platform';
import type { Rejection, RejectionCode } from '../order/order.js';

const DETAILS: Readonly<Record<RejectionCode, string>> = {
  'being-cancelled': 'The order is being cancelled; shipping has not answered yet.',
  'already-cancelled': 'The order is cancelled.',
  'already-confirmed': 'The order is confirmed and no longer held; cancel it instead.',
  'being-amended': 'An amendment of the order is under way; shipping has not answered yet.',
  'amended-too-often': `The order was amended ${AMENDMENTS_MAX} times; cancel it and order again.`,
  'amount-out-of-range': 'With this payment the order would have received more than 999,999,999 yen.',
};

/** The business's no as an answer over HTTP. */
export const refusalOf = ({ rejected }: Rejection): Refusal => Refusal.conflict(rejected, DETAILS[rejected]);
