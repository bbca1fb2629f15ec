import {
  HOLD_MS,
  PAYMENT_MS,
  deadlineFor,
  expiryOf,
  holdReasons,
  holdReasonsAfterPayment,
} from './hold-rules.js';
import type { HoldFacts } from './hold-rules.js';

const AT = '2026-01-15T00:00:00.000Z';
const after = (ms: number) => new Date(Date.parse(AT) + ms).toISOString();
const facts = (more: Partial<HoldFacts> = {}): HoldFacts => ({
  payment: { method: 'prepaid', status: 'paid' },
  total: 3000,
  hasRemarks: false,
  knownBuyer: false,
  ...more,
});
const onDelivery = { method: 'cod', status: 'on-delivery' } as const;
const awaiting = { method: 'bank-transfer', status: 'awaiting' } as const;

it.each([
  ['nothing', facts(), []],
  ['money that has not come', facts({ payment: awaiting }), ['awaiting-payment']],
  [
    'a first dear order paid on delivery',
    facts({ payment: onDelivery, total: 30_000 }),
    ['first-cod-over-amount'],
  ],
  ['no cheap one', facts({ payment: onDelivery, total: 29_999 }), []],
  ['no known buyer', facts({ payment: onDelivery, total: 30_000, knownBuyer: true }), []],
  ['a remark', facts({ hasRemarks: true }), ['remark-present']],
  ['both', facts({ payment: awaiting, hasRemarks: true }), ['awaiting-payment', 'remark-present']],
])('a new order waits because of %s', (_what, given, reasons) => {
  expect(holdReasons(given)).toEqual(reasons);
});

it.each([
  [['remark-present'], HOLD_MS, 'hold-expired'],
  [['payment-amount-differs'], HOLD_MS, 'hold-expired'],
  [['remark-present', 'awaiting-payment'], PAYMENT_MS, 'payment-expired'],
] as const)('%j: the longest wait says until when, and why it ends', (reasons, wait, why) => {
  expect(deadlineFor(reasons, AT)).toBe(after(wait));
  expect(expiryOf(reasons)).toBe(why);
});

it('the right sum ends what waits for money and nothing else; another sum is looked at, once', () => {
  expect(holdReasonsAfterPayment(['awaiting-payment', 'remark-present'], 100, 100)).toEqual([
    'remark-present',
  ]);
  const differs = holdReasonsAfterPayment(['awaiting-payment'], 99, 100);
  expect(differs).toEqual(['payment-amount-differs']);
  expect(holdReasonsAfterPayment(differs, 101, 100)).toEqual(differs);
  expect(holdReasonsAfterPayment(differs, 100, 100)).toEqual([]);
});
