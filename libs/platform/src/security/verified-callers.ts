import type { ApiCaller } from './access.js';

/** A revoked key or an ended session is refused after at most this and the time of one query: less than 5 seconds. */
const KEPT_MS = 3_000;
/** Asked again ahead of that, so that a busy key never makes its requests wait for the query. */
const RENEWED_AFTER_MS = 1_500;
const ENTRIES_MAX = 10_000;

export interface LiveCaller {
  readonly caller: ApiCaller;
  /** By the database's clock; null when it never expires. */
  readonly msLeft: number | null;
}

interface Entry {
  until: number;
  readonly renewAt: number;
  readonly caller: Promise<ApiCaller | null>;
  keyId?: string;
  isRenewing?: boolean;
}

/** Remembers answers for a moment, so that a busy key costs one query per while; refusals too. */
export class VerifiedCallers {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly load: (hash: Buffer) => Promise<LiveCaller | undefined>) {}

  async find(hash: Buffer): Promise<ApiCaller | null> {
    const name = hash.toString('base64');
    const known = this.entries.get(name);
    const now = performance.now();
    if (!known || known.until <= now) return this.keep(name, this.ask(hash)).caller;
    if (known.renewAt <= now && !known.isRenewing) this.renew(name, hash, known);
    return known.caller;
  }

  forget(keyId: string): void {
    for (const [name, entry] of this.entries) if (entry.keyId === keyId) this.entries.delete(name);
  }

  private ask(hash: Buffer): Entry {
    const started = performance.now();
    const loaded = this.load(hash);
    const entry: Entry = {
      until: started + KEPT_MS,
      renewAt: started + RENEWED_AFTER_MS,
      caller: loaded.then((live) => {
        if (!live) return null;
        entry.keyId = live.caller.keyId;
        // One that expires sooner is asked about again then.
        if (live.msLeft !== null) entry.until = Math.min(entry.until, started + live.msLeft);
        return live.caller;
      }),
    };
    return entry;
  }

  /** From now on: requests arriving together share one query. A failed one is no answer. */
  private keep(name: string, entry: Entry): Entry {
    this.entries.delete(name);
    this.entries.set(name, entry);
    this.bound();
    entry.caller.catch(() => this.entries.get(name) === entry && this.entries.delete(name));
    return entry;
  }

  /** What is known holds until the new answer is here, unless it was to be forgotten meanwhile. */
  private renew(name: string, hash: Buffer, known: Entry): void {
    known.isRenewing = true;
    const fresh = this.ask(hash);
    fresh.caller.then(
      () => this.entries.get(name) === known && this.keep(name, fresh),
      () => (known.isRenewing = false),
    );
  }

  private bound(): void {
    for (const name of this.entries.keys()) {
      if (this.entries.size <= ENTRIES_MAX) return;
      this.entries.delete(name);
    }
  }
}
