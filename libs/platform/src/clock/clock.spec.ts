import { MovableClock, SystemClock } from './index.js';

describe('the clock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now();
    const told = new SystemClock().now().getTime();
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
  });

  it('stands still until it is moved', () => {
    const clock = new MovableClock(new Date('2026-01-15T03:04:05.678Z'));
    expect(clock.now()).toEqual(new Date('2026-01-15T03:04:05.678Z'));
    clock.advance(72 * 3_600_000);
    expect(clock.now()).toEqual(new Date('2026-01-18T03:04:05.678Z'));
    clock.set(new Date('2026-02-01T00:00:00Z'));
    expect(clock.now()).toEqual(new Date('2026-02-01T00:00:00Z'));
  });

  it('cannot be moved through a date it handed out', () => {
    const clock = new MovableClock(new Date(0));
    clock.now().setFullYear(2040);
    expect(clock.now()).toEqual(new Date(0));
  });

  it('refuses a date that is none', () => {
    expect(() => new MovableClock(new Date('soon'))).toThrow(RangeError);
    expect(() => new MovableClock(new Date(0)).advance(Number.NaN)).toThrow(RangeError);
  });
});
