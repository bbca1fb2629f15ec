import type { RushAnswer } from './rush-job.js';
import { rushFigures } from './rush-figures.js';
import { rushedOrder } from './rushed-order.js';

const answer = (status: number, tookMs: number, saysWhenToComeAgain = true): RushAnswer => ({
  reference: 'r',
  quantity: 1,
  dueAt: 0,
  tookMs,
  status,
  saysWhenToComeAgain,
});

describe('the figures of a rush', () => {
  it('tell accepted, refused, unanswered and anything else apart', () => {
    const accepted = Array.from({ length: 200 }, (_, at) => answer(201, at + 1));
    const rest = [answer(503, 4), answer(429, 9), answer(503, 5, false), answer(0, 20_000), answer(500, 7)];
    expect(rushFigures([...accepted, ...rest], 2_000)).toEqual({
      sent: 205,
      perSecond: 103,
      accepted: 200,
      acceptedMsMedian: 100,
      acceptedMs99: 198,
      refused: 3,
      refusedMs99: 9,
      refusedWithoutRetryAfter: 1,
      unanswered: 1,
      others: { 500: 1 },
    });
  });

  it('of nothing are all zero', () => {
    expect(rushFigures([], 0)).toMatchObject({ sent: 0, acceptedMs99: 0, refused: 0 });
  });
});

describe('a rushed order', () => {
  it('has a reference and a total of its own', () => {
    const job = {
      prefix: 'x',
      goods: [
        { sku: 'A', valueYen: 100 },
        { sku: 'B', valueYen: 200 },
      ],
      body: { shipTo: 'here' },
    };
    expect(rushedOrder(job, 3)).toMatchObject({
      reference: 'x-3',
      quantity: 1,
      body: { shipTo: 'here', lines: [{ sku: 'B', quantity: 1, unitPrice: 200 }], money: { total: 800 } },
    });
  });
});
