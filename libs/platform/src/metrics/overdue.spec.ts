import { OVERDUE_AFTER_SECONDS, overdueOf } from './overdue.js';

const calm = { service: 'order', oldestUnsentSeconds: 0, lag: [], lookAgeSeconds: 0 } as const;
const lag = (ageSeconds: number) => [{ topic: 'okuru.order', unheard: 1, ageSeconds }];

describe('what is overdue', () => {
  it('is nothing in a shop at work', () => {
    expect(overdueOf({ ...calm, oldestUnsentSeconds: 30, lag: lag(30), lookAgeSeconds: 30 })).toEqual([]);
  });

  it('is what has waited longer than it may', () => {
    expect(overdueOf({ ...calm, oldestUnsentSeconds: 30.6 })).toEqual([
      { service: 'order', what: 'unsent', seconds: 31 },
    ]);
    expect(overdueOf({ ...calm, lag: [...lag(1), ...lag(90)] })).toEqual([
      { service: 'order', what: 'unheard', seconds: 90 },
    ]);
    expect(overdueOf({ ...calm, lookAgeSeconds: 45 })).toEqual([
      { service: 'order', what: 'unseen', seconds: 45 },
    ]);
  });

  it('is known early enough to be told within a minute, two looks and a check included', () => {
    expect(Math.max(...Object.values(OVERDUE_AFTER_SECONDS)) + 3 * 5).toBeLessThanOrEqual(60);
  });
});
