import pg from 'pg';
import { CONNECTION_IDLE_MS_MAX, EnduringClient } from '../database/enduring-client.js';
import { logger } from '../telemetry/logger.js';
import { ACCESS_TABLES } from './access-tables.js';

const CONNECTIONS_MAX = 2;
const CONNECT_MS_MAX = 5_000;
const STATEMENT_MS_MAX = 5_000;
/** On our side, for a connection whose other end is gone without a word. */
const ANSWER_MS_MAX = 8_000;
/** Any number, the same in every process: only one makes the tables or the first keys at a time. */
const ADVISORY_LOCK = 0x6f6b7572;

/** The schema of who may come in, to which every process connects beside the databases of its services. */
export class AccessDatabase {
  private readonly pool: pg.Pool;

  constructor(connectionString: string) {
    this.pool = new pg.Pool({
      connectionString,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      statement_timeout: STATEMENT_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
      idleTimeoutMillis: CONNECTION_IDLE_MS_MAX,
      application_name: 'okuru-access',
      Client: EnduringClient,
      allowExitOnIdle: true,
    });
    // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
    this.pool.on('error', (fault) => logger('access').warn({ fault }, 'an idle connection broke'));
  }

  async prepare(): Promise<void> {
    await this.alone(async (client) => {
      for (const statement of ACCESS_TABLES) await client.query(statement);
    });
  }

  query<Row extends pg.QueryResultRow>(
    text: string,
    parameters: unknown[] = [],
  ): Promise<pg.QueryResult<Row>> {
    return this.pool.query<Row>(text, parameters);
  }

  /** In one transaction, and with nobody else in any process. */
  async alone<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.together(async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
      return work(client);
    });
  }

  /** In one transaction. */
  async together<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (fault) {
      client.release(true); // closing the connection rolls back
      throw fault;
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
