import type { KeyStore, StoredKey } from './key-store.js';
import { MasterKey } from './master-key.js';
import { StoredKeyRing } from './stored-key-ring.js';

/** A ring that lives as long as its process: for tests. */
export class MemoryKeyRing extends StoredKeyRing {
  constructor(masterKey: Buffer = MasterKey.newPersonKey(), store: KeyStore = new MemoryKeyStore()) {
    super(new MasterKey(masterKey), store);
  }
}

export class MemoryKeyStore implements KeyStore {
  private readonly bySubject = new Map<string, StoredKey>();

  bySubjects(subjects: readonly string[]): Promise<StoredKey[]> {
    return Promise.resolve(subjects.flatMap((subject) => this.bySubject.get(subject) ?? []));
  }

  byKeyIds(keyIds: readonly string[]): Promise<StoredKey[]> {
    const wanted = new Set(keyIds);
    return Promise.resolve([...this.bySubject.values()].filter(({ keyId }) => wanted.has(keyId)));
  }

  add(keys: readonly StoredKey[]): Promise<ReadonlySet<string>> {
    const fresh = keys.filter(({ subject }) => !this.bySubject.has(subject));
    for (const key of fresh) this.bySubject.set(key.subject, key);
    return Promise.resolve(new Set(fresh.map(({ keyId }) => keyId)));
  }

  remove(subject: string): Promise<string | null> {
    const keyId = this.bySubject.get(subject)?.keyId ?? null;
    this.bySubject.delete(subject);
    return Promise.resolve(keyId);
  }
}
