import { LatencyBound } from './latency-bound.js';

/** A shop that needs a moment for every batch and so much more for each item. */
const shop = (msPerBatch: number, msPerItem: number) => (items: number) => msPerBatch + items * msPerItem;
const settledAt = (tookMs: (items: number) => number): number => {
  const bound = new LatencyBound(600, 1_000);
  for (let batch = 0; batch < 100; batch += 1) bound.note(tookMs(bound.items), bound.items);
  return bound.items;
};

describe('the bound by latency', () => {
  it('comes to what can be done in time', () => {
    for (const tookMs of [shop(50, 4), shop(700, 1.5), shop(100, 6)]) {
      const items = settledAt(tookMs);
      expect(tookMs(items)).toBeGreaterThan(500);
      expect(tookMs(items)).toBeLessThan(1_200);
    }
  });

  it('falls at once to what was in hand', () => {
    const bound = new LatencyBound(1_200, 1_000);
    bound.note(1_250, 300);
    expect(bound.items).toBeCloseTo(240);
    bound.note(9_000, 240);
    expect(bound.items).toBeCloseTo(120);
  });

  it('is not narrowed by a few that were slow', () => {
    const bound = new LatencyBound(1_200, 1_000);
    bound.note(9_000, 1);
    expect(bound.items).toBe(1_200);
  });

  it('never shuts the shop', () => {
    expect(settledAt(shop(5_000, 0))).toBe(60);
  });

  it('opens it wholly when all is quick', () => {
    expect(settledAt(shop(10, 0.5))).toBe(600);
  });
});
