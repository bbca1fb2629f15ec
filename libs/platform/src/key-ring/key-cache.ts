/** Opened keys, bounded in number and age: an erasure elsewhere is obeyed here within `ttlMs`. */
export class KeyCache {
  private readonly entries = new Map<string, { key: Buffer; until: number }>();

  constructor(
    private readonly entriesMax: number,
    private readonly ttlMs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  get(keyId: string): Buffer | undefined {
    const entry = this.entries.get(keyId);
    if (!entry) return undefined;
    if (entry.until > this.nowMs()) return entry.key;
    this.entries.delete(keyId);
    return undefined;
  }

  set(keyId: string, key: Buffer): void {
    this.entries.delete(keyId);
    if (this.entries.size >= this.entriesMax) this.dropOldest();
    this.entries.set(keyId, { key, until: this.nowMs() + this.ttlMs });
  }

  delete(keyId: string): void {
    this.entries.delete(keyId);
  }

  get size(): number {
    return this.entries.size;
  }

  private dropOldest(): void {
    const oldest = this.entries.keys().next();
    if (!oldest.done) this.entries.delete(oldest.value);
  }
}
