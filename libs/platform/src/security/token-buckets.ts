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

  /** Takes a token; `msToNext` is 0 when there was one, else how long until there is. */
  take(name: string): { left: number; msToNext: number } {
    const bucket = this.refilled(name);
    if (bucket.tokens < 1)
      return { left: 0, msToNext: Math.ceil(((1 - bucket.tokens) * MINUTE_MS) / this.perMinute) };
    bucket.tokens -= 1;
    return { left: Math.floor(bucket.tokens), msToNext: 0 };
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
