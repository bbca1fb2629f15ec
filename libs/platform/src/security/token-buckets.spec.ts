import { TokenBuckets } from './token-buckets.js';

describe('TokenBuckets', () => {
  it('gives a minute’s worth at once, then refills steadily', () => {
    let now = 0;
    const buckets = new TokenBuckets(60, () => now);
    for (let taken = 0; taken < 60; taken += 1)
      expect(buckets.take('a')).toEqual({ left: 59 - taken, msToNext: 0 });
    expect(buckets.take('a')).toEqual({ left: 0, msToNext: 1_000 });
    expect(buckets.take('b').msToNext).toBe(0);
    now += 400;
    expect(buckets.take('a').msToNext).toBe(600);
    now += 600;
    expect(buckets.take('a').msToNext).toBe(0);
    expect(buckets.take('a').msToNext).toBe(1_000);
    now += 3_600_000;
    expect(buckets.take('a').left).toBe(59);
  });

  it('counts a batch as all it holds, and gives one larger than a minute’s worth only when full', () => {
    let now = 0;
    const buckets = new TokenBuckets(60, () => now);
    expect(buckets.take('a', 50)).toEqual({ left: 10, msToNext: 0 });
    expect(buckets.take('a', 20)).toEqual({ left: 10, msToNext: 10_000 });
    expect(buckets.take('a', 10).msToNext).toBe(0);
    expect(buckets.take('b', 90)).toEqual({ left: 0, msToNext: 0 });
    now += 30_000;
    expect(buckets.take('b')).toEqual({ left: 0, msToNext: 1_000 });
    expect(buckets.take('b', 90).msToNext).toBe(60_000);
    now += 60_000;
    expect(buckets.take('b', 90).msToNext).toBe(0);
  });

  it('stays bounded however many names come', () => {
    const buckets = new TokenBuckets(1);
    for (let name = 0; name < 30_000; name += 1) buckets.take(String(name));
    expect((buckets as unknown as { buckets: Map<string, unknown> }).buckets.size).toBe(10_000);
  });
});
