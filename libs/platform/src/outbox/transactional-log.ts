import type { EventLog, LogRecord } from '../event-log/event-log.js';
import type { SqlClient } from '../event-log/postgres/sql-client.js';

/** A log kept in PostgreSQL, which a transaction of ours can append to when both share a database. */
export interface TransactionalLog {
  /** The records appear with the commit of the client's transaction, after which the caller calls `wake`. */
  appendWithin(client: SqlClient, topic: string, records: readonly LogRecord[]): Promise<void>;
  /**
   * For a statement that finds the records itself: what follows a CTE `found` of the columns `key_hash` (Kafka's, not
   * negative), `key`, `headers` (JSON text), `value` and `turn`, and appends its rows in turn. The last CTE, `appended`,
   * has a row for each; none when the topic, named by SQL, is not there. The caller calls `wake` after the commit.
   */
  appendingSql(topic: string): string;
  /** Tells readers in this process that something was appended. */
  wake(topic: string): void;
}

export const isTransactional = (log: EventLog): log is EventLog & TransactionalLog =>
  'appendWithin' in log && 'appendingSql' in log && 'wake' in log;
