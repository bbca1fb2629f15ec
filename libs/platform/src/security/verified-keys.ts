import type { ApiCaller } from './access.js';
import type { LiveKey } from './key-store.js';

/** A revoked key is refused after at most this and the time of one query: less than 5 seconds. */
const KEPT_MS = 3_000;
const ENTRIES_MAX = 10_000;

interface Entry {
  readonly until: number;
  readonly caller: Promise<ApiCaller | null>;
  keyId?: string;
}

/** Remembers answers for a moment, so that a busy key costs one query per while; refusals too. */
export class VerifiedKeys {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly load: (hash: Buffer) => Promise<LiveKey | undefined>) {}

  async find(hash: Buffer): Promise<ApiCaller | null> {
    const name = hash.toString('base64');
    const known = this.entries.get(name);
    if (known && known.until > performance.now()) return known.caller;
    return this.ask(name, hash);
  }

  forget(keyId: string): void {
    for (const [name, entry] of this.entries) if (entry.keyId === keyId) this.entries.delete(name);
  }

  /** Requests arriving together share one query. */
  private ask(name: string, hash: Buffer): Promise<ApiCaller | null> {
    const started = performance.now();
    const loaded = this.load(hash);
    const entry: Entry = { until: started + KEPT_MS, caller: loaded.then((live) => live?.caller ?? null) };
    this.entries.delete(name);
    this.entries.set(name, entry);
    this.bound();
    loaded.then(
      (live) => {
        if (!live) return;
        entry.keyId = live.caller.keyId;
        if (live.msLeft === null || started + live.msLeft >= entry.until) return;
        // Expires before it would be asked again.
        if (this.entries.get(name) === entry)
          this.entries.set(name, { ...entry, until: started + live.msLeft });
      },
      () => this.entries.get(name) === entry && this.entries.delete(name), // a failed query is no answer
    );
    return entry.caller;
  }

  private bound(): void {
    for (const name of this.entries.keys()) {
      if (this.entries.size <= ENTRIES_MAX) return;
      this.entries.delete(name);
    }
  }
}
