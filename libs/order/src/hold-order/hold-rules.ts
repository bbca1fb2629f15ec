import type { HoldReason, Payment } from '../order/order-events.js';

const HOUR_MS = 3_600_000;
/** How long a person has to look at a doubtful order. */
export const HOLD_MS = 72 * HOUR_MS;
/** How long a buyer has to pay. */
export const PAYMENT_MS = 7 * 24 * HOUR_MS;
/** From this total on, a first order paid on delivery is looked at by a person. */
export const FIRST_COD_YEN = 30_000;

/** What the rules may look at when an order is placed. */
export interface HoldFacts {
  readonly payment: Pick<Payment, 'method' | 'status'>;
  readonly total: number;
  readonly hasRemarks: boolean;
  /** Something was shipped to this buyer before. */
  readonly knownBuyer: boolean;
}

interface HoldRule {
  readonly reason: HoldReason;
  readonly applies: (facts: HoldFacts) => boolean;
}

/** Why a new order waits. One row per reason; the rows are independent of one another. */
export const HOLD_RULES: readonly HoldRule[] = [
  { reason: 'awaiting-payment', applies: ({ payment }) => payment.status === 'awaiting' },
  {
    reason: 'first-cod-over-amount',
    applies: ({ payment, total, knownBuyer }) =>
      payment.method === 'cod' && total >= FIRST_COD_YEN && !knownBuyer,
  },
  { reason: 'remark-present', applies: ({ hasRemarks }) => hasRemarks },
];

/** The reasons that hold an order back; empty = good to send. */
export const holdReasons = (facts: HoldFacts): HoldReason[] =>
  HOLD_RULES.filter((rule) => rule.applies(facts)).map((rule) => rule.reason);

/** The end of the longest wait among the reasons, so that a question never cuts short the time to pay. */
export const deadlineFor = (reasons: readonly HoldReason[], at: string): string => {
  const wait = reasons.includes('awaiting-payment') ? PAYMENT_MS : HOLD_MS;
  return new Date(Date.parse(at) + wait).toISOString();
};
