import pg from 'pg';
import type { OnApplicationShutdown } from '@nestjs/common';
import { CONNECTION_IDLE_MS_MAX, EnduringClient } from '../database/enduring-client.js';
import { MasterKey } from './master-key.js';
import { PostgresKeyStore } from './postgres-key-store.js';
import { StoredKeyRing } from './stored-key-ring.js';

const CONNECTIONS_MAX = 2;
const CONNECT_WAIT_MS = 10_000;
const QUERY_MS_MAX = 5_000;
/** On our side, for a connection whose other end is gone without a word. */
const ANSWER_MS_MAX = 8_000;

export interface PostgresKeyRingOptions {
  /** Connection string; the schema `okuru_key_ring` is made when absent. */
  readonly url: string;
  /** 32 bytes. */
  readonly masterKey: Buffer;
  /** Told of connections lost while idle; the pool replaces them by itself. */
  readonly onFault?: (fault: unknown) => void;
}

/** The ring every deployment uses. */
export class PostgresKeyRing extends StoredKeyRing implements OnApplicationShutdown {
  private constructor(
    masterKey: MasterKey,
    store: PostgresKeyStore,
    private readonly pool: pg.Pool,
  ) {
    super(masterKey, store);
  }

  static async open({ url, masterKey, onFault }: PostgresKeyRingOptions): Promise<PostgresKeyRing> {
    const master = new MasterKey(masterKey);
    const pool = new pg.Pool({
      connectionString: url,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_WAIT_MS,
      statement_timeout: QUERY_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
      idleTimeoutMillis: CONNECTION_IDLE_MS_MAX,
      application_name: 'okuru key ring',
      Client: EnduringClient,
    });
    pool.on('error', (fault) => onFault?.(fault));
    const store = new PostgresKeyStore(pool);
    try {
      await store.createSchema();
    } catch (fault) {
      await pool.end();
      throw fault;
    }
    return new PostgresKeyRing(master, store, pool);
  }

  async close(): Promise<void> {
    if (!this.pool.ending) await this.pool.end();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
