import type { ServiceName } from '@okuru/contracts';
import { DataSource, type EntitySchema } from 'typeorm';
import { logger } from '../telemetry/logger.js';
import { CONNECTION_IDLE_MS_MAX, EnduringClient } from './enduring-client.js';

/** Four services, the log and the jobs share PostgreSQL's usual 100 connections. */
const CONNECTIONS_MAX = 10;
const CONNECT_MS_MAX = 5_000;
/** On the server; a lock is given up before the statement waiting for it is. */
const STATEMENT_MS_MAX = 15_000;
const LOCK_MS_MAX = 10_000;
/** A process that froze inside a transaction loses its locks after this, so that others can take over. */
const IDLE_IN_TRANSACTION_MS_MAX = 30_000;
/** On our side, for a connection whose other end is gone without a word. */
const ANSWER_MS_MAX = 20_000;

/** The schema a service owns; no other service reads it. */
export const schemaOf = (service: ServiceName): string => `okuru_${service}`;

/** Opens a service's own database: every unqualified name means the service's schema. */
export const openServiceDatabase = async (
  service: ServiceName,
  url: string,
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own word for an entity class
  entities: readonly (Function | EntitySchema)[],
): Promise<DataSource> => {
  const log = logger('database');
  const settings = {
    search_path: schemaOf(service),
    timezone: 'UTC',
    statement_timeout: STATEMENT_MS_MAX,
    lock_timeout: LOCK_MS_MAX,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
    default_transaction_isolation: 'read\\ committed',
    // Set-based statements look expensive to the planner and are over in milliseconds: compiling them takes longer.
    jit: 'off',
  };
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: `okuru-${service}`,
    poolSize: CONNECTIONS_MAX,
    connectTimeoutMS: CONNECT_MS_MAX,
    entities: [...entities],
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolErrorHandler: (fault: unknown) => log.warn({ service, fault }, 'an idle database connection broke'),
    // The `schema` option of TypeORM would leave raw SQL in `public`.
    extra: {
      options: Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
      query_timeout: ANSWER_MS_MAX,
      idleTimeoutMillis: CONNECTION_IDLE_MS_MAX,
      keepAlive: true,
      Client: EnduringClient,
    },
  }).initialize();
};
