import { timingSafeEqual } from 'node:crypto';
import type { Role } from './access.js';
import { AccessDatabase } from './access-database.js';
import type { LiveCaller } from './verified-callers.js';

export interface StoredKey {
  readonly id: string;
  readonly role: Role;
  readonly channel: string | null;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** Rough: written in batches. */
  readonly lastUsedAt: Date | null;
}

export interface NewKey {
  readonly id: string;
  readonly hash: Buffer;
  readonly role: Role;
  readonly channel: string | null;
  readonly label: string;
  readonly expiresAt: Date | null;
}

const LIST = `select id, role, channel, label, created_at as "createdAt", expires_at as "expiresAt",
                     revoked_at as "revokedAt", last_used_at as "lastUsedAt"
                from okuru_access.api_key order by created_at, id`;
const INSERT = `insert into okuru_access.api_key (id, hash, role, channel, label, expires_at) values ($1, $2, $3, $4, $5, $6)`;

/** API keys as rows in a schema of their own; holds hashes only. */
export class KeyStore {
  private readonly database: AccessDatabase;

  constructor(connectionString: string) {
    this.database = new AccessDatabase(connectionString);
  }

  async prepare(): Promise<void> {
    await this.database.prepare();
  }

  async add(key: NewKey): Promise<void> {
    await this.database.query(INSERT, parametersOf(key));
  }

  /** Adds them when no key was ever made, and answers whether it did. */
  async addFirst(keys: readonly NewKey[]): Promise<boolean> {
    return this.database.alone(async (client) => {
      const { rowCount } = await client.query('select 1 from okuru_access.api_key limit 1');
      if (rowCount !== 0) return false;
      for (const key of keys) await client.query(INSERT, parametersOf(key));
      return true;
    });
  }

  async findLive(hash: Buffer): Promise<LiveCaller | undefined> {
    const { rows } = await this.database.query<{
      id: string;
      hash: Buffer;
      role: Role;
      channel: string | null;
      label: string;
      msLeft: number | null;
    }>(
      `select id, hash, role, channel, label, (extract(epoch from expires_at - now()) * 1000)::float8 as "msLeft"
         from okuru_access.api_key where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [hash],
    );
    const [row] = rows;
    if (!row || !timingSafeEqual(row.hash, hash)) return undefined;
    return {
      caller: { keyId: row.id, role: row.role, channel: row.channel, label: row.label },
      msLeft: row.msLeft,
    };
  }

  /** The last live admin key stays: without it nobody could make another. */
  async revoke(id: string): Promise<'revoked' | 'unknown' | 'last-admin'> {
    return this.database.alone(async (client) => {
      const { rows } = await client.query<{ role: Role; live: boolean; otherAdmins: number }>(
        `select role, revoked_at is null as live,
                (select count(*)::int from okuru_access.api_key other
                  where other.role = 'admin' and other.id <> key.id and other.revoked_at is null
                    and (other.expires_at is null or other.expires_at > now())) as "otherAdmins"
           from okuru_access.api_key key where id = $1 for update`,
        [id],
      );
      const [key] = rows;
      if (!key) return 'unknown';
      if (key.live && key.role === 'admin' && key.otherAdmins === 0) return 'last-admin';
      await client.query(
        'update okuru_access.api_key set revoked_at = coalesce(revoked_at, now()) where id = $1',
        [id],
      );
      return 'revoked';
    });
  }

  async list(): Promise<StoredKey[]> {
    const { rows } = await this.database.query<StoredKey>(LIST);
    return rows;
  }

  async touch(ids: readonly string[]): Promise<void> {
    await this.database.query('update okuru_access.api_key set last_used_at = now() where id = any($1)', [
      ids,
    ]);
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}

const parametersOf = (key: NewKey): unknown[] => [
  key.id,
  key.hash,
  key.role,
  key.channel,
  key.label,
  key.expiresAt,
];
