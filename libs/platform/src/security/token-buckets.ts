const MINUTE_MS = 60_000;
const BUCKETS_MAX = 10_000;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** A bucket of tokens per name, full at first and refilled steadily: a minute's worth may come at once. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Takes so many tokens; `msToNext` is 0 when they were there, else how long until they are. More than a full bucket
   * holds are given by a full one, which then owes the rest: the rate holds, and nothing is refused for ever.
   */
  take(name: string, count = 1): { left: number; msToNext: number } {
    const bucket = this.refilled(name);
    const needed = Math.min(count, this.perMinute);
    if (bucket.tokens < needed) {
      const msToNext = Math.ceil(((needed - bucket.tokens) * MINUTE_MS) / this.perMinute);
      return { left: Math.max(0, Math.floor(bucket.tokens)), msToNext };
    }
    bucket.tokens -= count;
    return { left: Math.max(0, Math.floor(bucket.tokens)), msToNext: 0 };
  }

  private refilled(name: string): Bucket {
    const now = this.now();
    const found = this.buckets.get(name) ?? { tokens: this.perMinute, filledAt: now };
    found.tokens = Math.min(
      this.perMinute,
      found.tokens + ((now - found.filledAt) * this.perMinute) / MINUTE_MS,
    );
    found.filledAt = now;
    // The least recently used goes first; after a minute's rest it would be full again anyway.
    this.buckets.delete(name);
    this.buckets.set(name, found);
    if (this.buckets.size > BUCKETS_MAX)
      for (const oldest of this.buckets.keys()) return this.drop(oldest, found);
    return found;
  }

  private drop(oldest: string, found: Bucket): Bucket {
    this.buckets.delete(oldest);
    return found;
  }
}
