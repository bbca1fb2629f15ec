import { afterFailure, ATTEMPTS_MAX } from './retry.js';

it('a letter is tried again for about a night and then given up', () => {
  const waits = Array.from({ length: ATTEMPTS_MAX }, (_, index) => afterFailure(index + 1));
  expect(waits[0]).toEqual({ state: 'pending', waitSeconds: 10 });
  expect(waits.at(-2)).toEqual({ state: 'pending', waitSeconds: 900 });
  expect(waits.at(-1)).toEqual({ state: 'failed', waitSeconds: 0 });
  const hours = waits.reduce((sum, { waitSeconds }) => sum + waitSeconds, 0) / 3_600;
  expect(hours).toBeGreaterThan(12);
  expect(hours).toBeLessThan(24);
  expect(afterFailure(ATTEMPTS_MAX + 7).state).toBe('failed');
});
