import { quantile } from '../../quantile.js';
import type { RushAnswer } from './rush-job.js';

export interface RushFigures {
  readonly sent: number;
  readonly perSecond: number;
  /** Milliseconds from when an order was due to when it was given to a connection: no fault of the shop's. */
  readonly lateMs99: number;
  readonly accepted: number;
  readonly acceptedPerSecond: number;
  /** Milliseconds from when an accepted order was due to its answer. */
  readonly acceptedMsMedian: number;
  readonly acceptedMs99: number;
  /** Answered 429 or 503. */
  readonly refused: number;
  readonly refusedMs99: number;
  /** Of those, how many did not say when to come again. */
  readonly refusedWithoutRetryAfter: number;
  /** Connections that broke, or said nothing until the caller gave up. */
  readonly unanswered: number;
  /** Any other answer, by status. */
  readonly others: Readonly<Record<number, number>>;
}

const REFUSALS = new Set([429, 503]);

/** What came of the orders of a rush that lasted so long. */
export const rushFigures = (answers: readonly RushAnswer[], lastedMs: number): RushFigures => {
  const accepted = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => REFUSALS.has(status));
  const others: Record<number, number> = {};
  const perSecond = (count: number): number => Math.round((count * 1_000) / Math.max(1, lastedMs));
  for (const { status } of answers)
    if (status !== 201 && status !== 0 && !REFUSALS.has(status)) others[status] = (others[status] ?? 0) + 1;
  return {
    sent: answers.length,
    perSecond: perSecond(answers.length),
    lateMs99: millisOf(answers, 0.99, ({ lateMs }) => lateMs),
    accepted: accepted.length,
    acceptedPerSecond: perSecond(accepted.length),
    acceptedMsMedian: millisOf(accepted, 0.5),
    acceptedMs99: millisOf(accepted, 0.99),
    refused: refused.length,
    refusedMs99: millisOf(refused, 0.99),
    refusedWithoutRetryAfter: refused.filter(({ saysWhenToComeAgain }) => !saysWhenToComeAgain).length,
    unanswered: answers.filter(({ status }) => status === 0).length,
    others,
  };
};

/** 0 of nothing. */
const millisOf = (
  answers: readonly RushAnswer[],
  share: number,
  of: (answer: RushAnswer) => number = ({ tookMs }) => tookMs,
): number => (answers.length === 0 ? 0 : quantile(answers.map(of), share));
