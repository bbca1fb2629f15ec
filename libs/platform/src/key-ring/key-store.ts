/** A person's key as it lies at rest. */
export interface StoredKey {
  readonly keyId: string;
  readonly subject: string;
  /** Under the master key. */
  readonly wrapped: Buffer;
}

/** Where the wrapped keys lie. Every call is about many, because orders arrive together. */
export interface KeyStore {
  bySubjects(subjects: readonly string[]): Promise<StoredKey[]>;
  byKeyIds(keyIds: readonly string[]): Promise<StoredKey[]>;
  /** Answers the ids it took; a subject that has a key already keeps it. */
  add(keys: readonly StoredKey[]): Promise<ReadonlySet<string>>;
  /** Answers the id of the key that is gone, null when there was none. */
  remove(subject: string): Promise<string | null>;
}
