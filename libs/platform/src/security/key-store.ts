import { timingSafeEqual } from 'node:crypto';
import pg from 'pg';
import { EnduringClient } from '../database/enduring-client.js';
import { logger } from '../telemetry/logger.js';
import type { ApiCaller, Role } from './access.js';
import { ACCESS_TABLES } from './access-tables.js';

const CONNECTIONS_MAX = 2;
const CONNECT_MS_MAX = 5_000;
const STATEMENT_MS_MAX = 5_000;
/** On our side, for a connection whose other end is gone without a word. */
const ANSWER_MS_MAX = 8_000;
/** Any number, the same in every process: only one makes the tables or the first keys at a time. */
const ADVISORY_LOCK = 0x6f6b7572;

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

export interface LiveKey {
  readonly caller: ApiCaller;
  /** By the database's clock; null when it never expires. */
  readonly msLeft: number | null;
}

const LIST = `select id, role, channel, label, created_at as "createdAt", expires_at as "expiresAt",
                     revoked_at as "revokedAt", last_used_at as "lastUsedAt"
                from okuru_access.api_key order by created_at, id`;
const INSERT = `insert into okuru_access.api_key (id, hash, role, channel, label, expires_at) values ($1, $2, $3, $4, $5, $6)`;

/** API keys as rows in a schema of their own; holds hashes only. */
export class KeyStore {
  private readonly pool: pg.Pool;

  constructor(connectionString: string) {
    this.pool = new pg.Pool({
      connectionString,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      statement_timeout: STATEMENT_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
      application_name: 'okuru-access',
      Client: EnduringClient,
      allowExitOnIdle: true,
    });
    // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
    this.pool.on('error', (fault) => logger('api-keys').warn({ fault }, 'an idle connection broke'));
  }

  async prepare(): Promise<void> {
    await this.alone(async (client) => {
      for (const statement of ACCESS_TABLES) await client.query(statement);
    });
  }

  async add(key: NewKey): Promise<void> {
    await this.pool.query(INSERT, parametersOf(key));
  }

  /** Adds them when no key was ever made, and answers whether it did. */
  async addFirst(keys: readonly NewKey[]): Promise<boolean> {
    return this.alone(async (client) => {
      const { rowCount } = await client.query('select 1 from okuru_access.api_key limit 1');
      if (rowCount !== 0) return false;
      for (const key of keys) await client.query(INSERT, parametersOf(key));
      return true;
    });
  }

  async findLive(hash: Buffer): Promise<LiveKey | undefined> {
    const { rows } = await this.pool.query<{
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
    return this.alone(async (client) => {
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
    const { rows } = await this.pool.query<StoredKey>(LIST);
    return rows;
  }

  async touch(ids: readonly string[]): Promise<void> {
    await this.pool.query('update okuru_access.api_key set last_used_at = now() where id = any($1)', [ids]);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async alone<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (fault) {
      client.release(true); // closing the connection rolls back
      throw fault;
    }
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
