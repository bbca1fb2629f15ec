import { GrowingWaits, waitMsAfter } from './growing-waits.js';

describe('growing waits', () => {
  it('let a slip pass, then double, and end at an hour', () => {
    expect([1, 2, 3, 4, 5, 6].map(waitMsAfter)).toEqual([0, 0, 0, 5_000, 10_000, 20_000]);
    expect([13, 14, 30, 5_000].map(waitMsAfter)).toEqual([2_560_000, 3_600_000, 3_600_000, 3_600_000]);
  });

  it('are of each name by itself, and over after a success', () => {
    let now = 0;
    const waits = new GrowingWaits(() => now);
    for (let failure = 0; failure < 4; failure += 1) waits.failed('tablet');
    expect([waits.msLeft('tablet'), waits.msLeft('handheld')]).toEqual([5_000, 0]);
    now = 5_000;
    expect(waits.msLeft('tablet')).toBe(0);
    waits.failed('tablet');
    expect(waits.msLeft('tablet')).toBe(10_000);
    waits.succeeded('tablet');
    waits.failed('tablet');
    expect(waits.msLeft('tablet')).toBe(0);
  });

  it('remember ten thousand names, those that failed last', () => {
    const waits = new GrowingWaits(() => 0);
    for (let failure = 0; failure < 4; failure += 1) waits.failed('first');
    for (let name = 0; name < 9_999; name += 1) waits.failed(`device-${name}`);
    expect(waits.msLeft('first')).toBe(5_000);
    waits.failed('one-too-many');
    expect(waits.msLeft('first')).toBe(0);
  });
});
