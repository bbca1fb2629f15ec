import type { ServiceName } from '@okuru/contracts';
import pg from 'pg';
import { EnduringClient } from '../database/enduring-client.js';
import { schemaOf } from '../database/service-database.js';
import type { Query } from '../database/transaction.js';
import type { ProjectingTransaction } from './projection.js';

const CONNECT_MS_MAX = 20_000;
/** Listeners that write to the same rows wait for us meanwhile; we give up before they do. */
const LOCK_MS_MAX = 5_000;

/** One session in the schema of a service, of whoever makes its projections anew. */
export class OwnSession {
  private constructor(
    readonly schema: string,
    private readonly client: pg.Client,
  ) {}

  static async open(service: ServiceName, url: string): Promise<OwnSession> {
    const schema = schemaOf(service);
    const client: pg.Client = new EnduringClient({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      application_name: `okuru-rebuild-${service}`,
      options: `-c search_path=${schema} -c timezone=UTC -c lock_timeout=${LOCK_MS_MAX}`,
    });
    await client.connect();
    return new OwnSession(schema, client);
  }

  readonly tx: ProjectingTransaction = {
    query: (async (sql: Parameters<Query>[0], parameters: readonly unknown[] = []) => {
      const statement = typeof sql === 'string' ? { text: sql } : sql;
      return (await this.client.query({ ...statement, values: [...parameters] })).rows as unknown[];
    }) as Query,
  };

  async inTransaction<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('BEGIN');
    try {
      const answer = await work();
      await this.client.query('COMMIT');
      return answer;
    } catch (fault) {
      await this.client.query('ROLLBACK').catch(() => undefined);
      throw fault;
    }
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
