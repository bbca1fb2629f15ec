import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { newId } from '../new-id.js';
import { Refusal } from '../http/refusal.js';
import { logger } from '../telemetry/logger.js';
import type { ApiCaller, Role } from './access.js';
import { hashOfKey, isWellFormedKey, newKey } from './key-format.js';
import { KeyStore, type NewKey, type StoredKey } from './key-store.js';
import { VerifiedCallers } from './verified-callers.js';

const TOUCH_EVERY_MS = 30_000;
/** A storefront key without a named channel sells here. */
const DEFAULT_CHANNEL = 'web';

export interface IssueOptions {
  readonly role: Role;
  /** Storefront keys belong to one; without it `web`. */
  readonly channel?: string;
  /** For people: who uses it. */
  readonly label: string;
  readonly expiresAt?: Date;
}

export interface IssuedKey {
  readonly id: string;
  /** Shown this once: only its hash is kept. */
  readonly key: string;
}

const log = logger('api-keys');

/** Who may come in: issues, verifies and revokes API keys. */
@Injectable()
export class ApiKeys implements OnModuleInit, OnApplicationShutdown {
  private readonly store: KeyStore;
  private readonly verified: VerifiedCallers;
  private readonly used = new Set<string>();
  private readonly toucher: NodeJS.Timeout;

  constructor(databaseUrl: string) {
    this.store = new KeyStore(databaseUrl);
    this.verified = new VerifiedCallers((hash) => this.store.findLive(hash));
    this.toucher = setInterval(() => void this.writeLastUsed(), TOUCH_EVERY_MS).unref();
  }

  /** Makes the tables when they are not there. */
  async prepare(): Promise<void> {
    await this.store.prepare();
  }

  async issue(options: IssueOptions): Promise<IssuedKey> {
    const { row, key } = mint(options);
    await this.store.add(row);
    return { id: row.id, key };
  }

  /** Issues these when no key was ever made; an empty answer means there were keys already. */
  async issueFirst(wanted: readonly IssueOptions[]): Promise<(IssuedKey & { role: Role })[]> {
    const minted = wanted.map(mint);
    const added = await this.store.addFirst(minted.map(({ row }) => row));
    return added ? minted.map(({ row, key }) => ({ id: row.id, key, role: row.role })) : [];
  }

  /** Null for a key that is misspelt, unknown, expired or revoked; a revocation is honoured within 5 seconds. */
  async verify(key: string): Promise<ApiCaller | null> {
    if (!isWellFormedKey(key)) return null;
    const caller = await this.verified.find(hashOfKey(key));
    if (caller) this.used.add(caller.keyId);
    return caller;
  }

  async revoke(id: string): Promise<void> {
    const outcome = await this.store.revoke(id);
    this.verified.forget(id);
    if (outcome === 'unknown') throw Refusal.notFound('API key');
    if (outcome === 'last-admin')
      throw Refusal.conflict('last-admin-key', 'This is the last admin key: issue another one first.');
  }

  async list(): Promise<StoredKey[]> {
    return this.store.list();
  }

  async onModuleInit(): Promise<void> {
    await this.prepare();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    clearInterval(this.toucher);
    await this.writeLastUsed();
    await this.store.close();
  }

  /** When a key was last used matters to the day: one statement per while, and a lost one does no harm. */
  private async writeLastUsed(): Promise<void> {
    const ids = [...this.used];
    this.used.clear();
    if (ids.length === 0) return;
    await this.store
      .touch(ids)
      .catch((fault: unknown) => log.warn({ fault }, 'last use of keys not written'));
  }
}

const mint = ({ role, channel, label, expiresAt }: IssueOptions): { row: NewKey; key: string } => {
  const key = newKey();
  const ownChannel = channel ?? (role === 'storefront' ? DEFAULT_CHANNEL : null);
  return {
    key,
    row: {
      id: newId(),
      hash: hashOfKey(key),
      role,
      channel: ownChannel,
      label,
      expiresAt: expiresAt ?? null,
    },
  };
};
