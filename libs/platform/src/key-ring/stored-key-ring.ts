import { randomUUID } from 'node:crypto';
import type { Sealed } from '@okuru/contracts';
import { KeyCache } from './key-cache.js';
import { KeyIsErased, KeyRing } from './key-ring.js';
import type { KeyStore, StoredKey } from './key-store.js';
import { MasterKey } from './master-key.js';
import { open, seal } from './seal.js';

/** How long an erased key may still be used by a process that had it in hand. */
export const KEY_CACHE_MS = 60_000;
const CACHED_KEYS_MAX = 20_000;
/** A subject whose key is made and erased between our two looks; thrice in a row is a fault. */
const KEYS_FOR_TRIES_MAX = 3;

/** The ring over any store: keys are opened once, kept for a minute, and asked for with one query a call. */
export class StoredKeyRing extends KeyRing {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly store: KeyStore,
    private readonly cache = new KeyCache(CACHED_KEYS_MAX, KEY_CACHE_MS),
  ) {
    super();
  }

  override async keysFor(subjects: readonly string[]): Promise<Map<string, string>> {
    // Sorted, so that two calls that make the same keys wait for each other instead of deadlocking.
    const wanted = [...new Set(subjects)].sort();
    const found = new Map<string, string>();
    for (let tries = 0; tries < KEYS_FOR_TRIES_MAX; tries += 1) {
      const missing = wanted.filter((subject) => !found.has(subject));
      if (missing.length === 0) return found;
      for (const key of await this.store.bySubjects(missing)) found.set(key.subject, key.keyId);
      for (const key of await this.make(missing.filter((subject) => !found.has(subject))))
        found.set(key.subject, key.keyId);
    }
    if (found.size < wanted.length)
      throw new Error(`Keys of ${wanted.length - found.size} people come and go`);
    return found;
  }

  override async sealMany(
    items: readonly { keyId: string; context: string; plain: object }[],
  ): Promise<Sealed[]> {
    const keys = await this.keys(items.map((item) => item.keyId));
    return items.map(({ keyId, context, plain }) => {
      const key = keys.get(keyId);
      if (!key) throw new KeyIsErased(keyId);
      return seal(keyId, key, context, plain);
    });
  }

  override async openMany(items: readonly { sealed: Sealed; context: string }[]): Promise<(object | null)[]> {
    const keys = await this.keys(items.map((item) => item.sealed.keyId));
    return items.map(({ sealed, context }) => {
      const key = keys.get(sealed.keyId);
      return key ? open(key, context, sealed) : null;
    });
  }

  override async erase(subject: string): Promise<boolean> {
    const keyId = await this.store.remove(subject);
    if (keyId) this.cache.delete(keyId);
    return keyId !== null;
  }

  override buyerIdOf(email: string): string {
    return this.masterKey.buyerIdOf(email);
  }

  override addressIdOf(parts: readonly string[]): string {
    return this.masterKey.addressIdOf(parts);
  }

  private async make(subjects: readonly string[]): Promise<StoredKey[]> {
    if (subjects.length === 0) return [];
    const made = subjects.map((subject) => {
      const keyId = randomUUID();
      const key = MasterKey.newPersonKey();
      return { keyId, subject, key, wrapped: this.masterKey.wrap(keyId, key) };
    });
    const taken = await this.store.add(made);
    const ours = made.filter(({ keyId }) => taken.has(keyId));
    for (const { keyId, key } of ours) this.cache.set(keyId, key);
    return ours;
  }

  private async keys(keyIds: readonly string[]): Promise<Map<string, Buffer>> {
    const keys = new Map<string, Buffer>();
    const unknown = new Set<string>();
    for (const keyId of keyIds) {
      const key = this.cache.get(keyId);
      if (key) keys.set(keyId, key);
      else unknown.add(keyId);
    }
    if (unknown.size === 0) return keys;
    for (const stored of await this.store.byKeyIds([...unknown])) {
      const key = this.masterKey.unwrap(stored.keyId, stored.wrapped);
      this.cache.set(stored.keyId, key);
      keys.set(stored.keyId, key);
    }
    return keys;
  }
}
