import pg from 'pg';
import { KEY_RING_TABLES } from './key-ring-tables.js';
import type { KeyStore, StoredKey } from './key-store.js';

interface KeyRow {
  key_id: string;
  subject: string;
  wrapped: Buffer;
}

/** Everybody who starts makes the schema when it is absent; the lock keeps two of them apart. */
const SCHEMA_LOCK = 0x6f6b7572;

/**
 * Wrapped keys in a schema of their own, so that a backup or a role of it can be kept apart from the data it opens.
 * No query of a service reaches it and it reaches into none.
 */
export class PostgresKeyStore implements KeyStore {
  constructor(private readonly pool: pg.Pool) {}

  async createSchema(): Promise<void> {
    // Asked first, because IF NOT EXISTS wants the right to create even when there is nothing to do.
    const { rows } = await this.pool.query<{ made: boolean }>(
      "SELECT to_regclass('okuru_key_ring.erasure') IS NOT NULL AS made",
    );
    if (rows[0]?.made) return;
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
      for (const statement of KEY_RING_TABLES) await client.query(statement);
      await client.query('COMMIT');
    } catch (fault) {
      await client.query('ROLLBACK');
      throw fault;
    } finally {
      client.release();
    }
  }

  async bySubjects(subjects: readonly string[]): Promise<StoredKey[]> {
    const { rows } = await this.pool.query<KeyRow>(
      'SELECT key_id, subject, wrapped FROM okuru_key_ring.person_key WHERE subject = ANY ($1::text[])',
      [subjects],
    );
    return rows.map(asStoredKey);
  }

  async byKeyIds(keyIds: readonly string[]): Promise<StoredKey[]> {
    const { rows } = await this.pool.query<KeyRow>(
      'SELECT key_id, subject, wrapped FROM okuru_key_ring.person_key WHERE key_id = ANY ($1::uuid[])',
      [keyIds],
    );
    return rows.map(asStoredKey);
  }

  async add(keys: readonly StoredKey[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<Pick<KeyRow, 'key_id'>>(
      `INSERT INTO okuru_key_ring.person_key (key_id, subject, wrapped)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[])
       ON CONFLICT (subject) DO NOTHING
       RETURNING key_id`,
      [
        keys.map(({ keyId }) => keyId),
        keys.map(({ subject }) => subject),
        keys.map(({ wrapped }) => wrapped),
      ],
    );
    return new Set(rows.map(({ key_id }) => key_id));
  }

  async remove(subject: string): Promise<string | null> {
    const { rows } = await this.pool.query<Pick<KeyRow, 'key_id'>>(
      `WITH gone AS (
         DELETE FROM okuru_key_ring.person_key WHERE subject = $1 RETURNING key_id
       ), remembered AS (
         INSERT INTO okuru_key_ring.erasure (key_id) SELECT key_id FROM gone ON CONFLICT DO NOTHING
       )
       SELECT key_id FROM gone`,
      [subject],
    );
    return rows[0]?.key_id ?? null;
  }
}

const asStoredKey = ({ key_id, subject, wrapped }: KeyRow): StoredKey => ({
  keyId: key_id,
  subject,
  wrapped,
});
