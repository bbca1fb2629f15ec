import type { CancelReason, HoldReason, Payment } from './order-events.js';

const HOUR_MS = 3_600_000;
/** How long a person has to look at a doubtful order. */
export const HOLD_MS = 72 * HOUR_MS;
/** How long a buyer has to pay. */
export const PAYMENT_MS = 7 * 24 * HOUR_MS;
/** From this total on, a first order paid on delivery is looked at by a person. */
const FIRST_COD_YEN = 30_000;

/** What the rules may look at when an order is placed. */
export interface HoldFacts {
  readonly payment: Pick<Payment, 'method' | 'status'>;
  readonly total: number;
  readonly hasRemarks: boolean;
  /** Something was shipped to this buyer before. */
  readonly knownBuyer: boolean;
}

interface HoldRule {
  /** Whether a new order waits for this; null where only a later payment gives the reason. */
  readonly appliesWhenPlaced: ((facts: HoldFacts) => boolean) | null;
  readonly waitMs: number;
  /** Why the order is cancelled when the wait is over. */
  readonly expiresAs: CancelReason;
  /** The right sum ends the waiting; without, only a person does. */
  readonly endsWithPayment: boolean;
}

/** All there is to know of each reason to wait. The rows are independent of one another. */
const HOLD_RULES: Readonly<Record<HoldReason, HoldRule>> = {
  'awaiting-payment': {
    appliesWhenPlaced: ({ payment }) => payment.status === 'awaiting',
    waitMs: PAYMENT_MS,
    expiresAs: 'payment-expired',
    endsWithPayment: true,
  },
  'first-cod-over-amount': {
    appliesWhenPlaced: ({ payment, total, knownBuyer }) =>
      payment.method === 'cod' && total >= FIRST_COD_YEN && !knownBuyer,
    waitMs: HOLD_MS,
    expiresAs: 'hold-expired',
    endsWithPayment: false,
  },
  'remark-present': {
    appliesWhenPlaced: ({ hasRemarks }) => hasRemarks,
    waitMs: HOLD_MS,
    expiresAs: 'hold-expired',
    endsWithPayment: false,
  },
  'payment-amount-differs': {
    appliesWhenPlaced: null,
    waitMs: HOLD_MS,
    expiresAs: 'hold-expired',
    endsWithPayment: true,
  },
};

/** The reasons that hold a new order back; empty = good to send. */
export const holdReasons = (facts: HoldFacts): HoldReason[] =>
  (Object.keys(HOLD_RULES) as HoldReason[]).filter((reason) => HOLD_RULES[reason].appliesWhenPlaced?.(facts));

/** The reasons that are left after so much was received: any sum but the right one is for a person to look at. */
export const holdReasonsAfterPayment = (
  reasons: readonly HoldReason[],
  received: number,
  total: number,
): HoldReason[] => {
  const others = reasons.filter((reason) => !HOLD_RULES[reason].endsWithPayment);
  return received === total ? others : [...others, 'payment-amount-differs'];
};

/** When the wait for these reasons is over. */
export const deadlineFor = (reasons: readonly HoldReason[], at: string): string =>
  new Date(Date.parse(at) + longestWait(reasons).waitMs).toISOString();

/** Why an order is cancelled that still waits for these reasons at its deadline. */
export const expiryOf = (reasons: readonly HoldReason[]): CancelReason => longestWait(reasons).expiresAs;

/** The longest wait counts, so that a question never cuts short the time to pay. */
const longestWait = (reasons: readonly HoldReason[]): HoldRule =>
  reasons
    .map((reason) => HOLD_RULES[reason])
    .reduce((longest, rule) => (rule.waitMs > longest.waitMs ? rule : longest));
