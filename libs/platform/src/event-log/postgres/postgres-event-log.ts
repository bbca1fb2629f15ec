import { Pool } from 'pg';
import { CONNECTION_IDLE_MS_MAX, EnduringClient } from '../../database/enduring-client.js';
import { GroupMembers } from '../delivery/group-members.js';
import { DEFAULT_PACE, type Pace } from '../delivery/pace.js';
import {
  EventLog,
  type LogRecord,
  type PartitionLag,
  type RunningSubscription,
  type Subscription,
} from '../event-log.js';
import { Appender } from './appender.js';
import { mayAppend } from './appenders.js';
import { lagOf } from './lag.js';
import { PostgresGroupStore } from './postgres-group-store.js';
import { Retention } from './retention.js';
import { installSchema } from './schema.js';
import type { LogPool, SqlClient } from './sql-client.js';
import { Topics } from './topics.js';
import { onAppended, tellAppended } from './wake-ups.js';

export interface PostgresEventLogOptions {
  /** A pool of the caller, who also ends it; or where to connect, with a small pool of the log's own. */
  readonly database: LogPool | string;
  readonly schema?: string;
  readonly pace?: Partial<Pace>;
  /** Told when an idle connection of the log's own pool breaks; the pool replaces it. */
  readonly onFault?: (fault: unknown) => void;
}

export const DEFAULT_LOG_SCHEMA = 'okuru_log';

/** Readers poll with one connection and commit with others; four serve several groups. */
const OWN_POOL_CONNECTIONS_MAX = 4;
/** `append` splits what is longer, as a statement's parameters are held in memory on both sides. */
const RECORDS_PER_STATEMENT_MAX = 5_000;
const CONNECT_MS_MAX = 10_000;
/** No statement of the log takes long; one that does hangs, and the reader must go on. */
const STATEMENT_MS_MAX = 15_000;
/** On our side, for a connection whose other end is gone without a word: a reader hears nothing until then. */
const ANSWER_MS_MAX = 20_000;

/** The log in PostgreSQL 15 and newer: the embedded default. `install()` comes first. */
export class PostgresEventLog extends EventLog {
  private readonly pool: LogPool;
  private readonly ownPool: Pool | undefined;
  private readonly schema: string;
  private readonly topics: Topics;
  private readonly appender: Appender;
  private readonly retention: Retention;
  private readonly members: GroupMembers;
  private installed: { readonly logId: string; readonly stopListening: () => void } | undefined;
  private closed: Promise<void> | undefined;

  constructor({ database, schema = DEFAULT_LOG_SCHEMA, pace, onFault }: PostgresEventLogOptions) {
    super();
    this.ownPool = typeof database === 'string' ? openPool(database, onFault) : undefined;
    this.pool = this.ownPool ?? (database as LogPool);
    this.schema = schema;
    this.topics = new Topics(this.pool, schema);
    this.appender = new Appender(schema);
    this.retention = new Retention(this.pool, schema);
    this.members = new GroupMembers(new PostgresGroupStore(this.pool, schema), { ...DEFAULT_PACE, ...pace });
  }

  /** Creates the schema when it is not there. Any number of processes may boot at once, any number of times. */
  async install(): Promise<void> {
    const logId = await installSchema(this.pool, this.schema);
    this.installed?.stopListening();
    this.installed = { logId, stopListening: onAppended(logId, (topic) => this.members.wake(topic)) };
  }

  async ensureTopic(topic: string, partitions: number): Promise<void> {
    await this.topics.ensure(topic, partitions);
  }

  async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    for (let from = 0; from < records.length; from += RECORDS_PER_STATEMENT_MAX) {
      await this.appender.appendWithin(
        this.pool,
        topic,
        records.slice(from, from + RECORDS_PER_STATEMENT_MAX),
      );
    }
    this.wake(topic);
  }

  /**
   * Appends inside the caller's transaction on the same database; the records appear with its commit, after which
   * the caller calls `wake`. The transaction holds the heads of its partitions until it ends, so it should be short
   * and READ COMMITTED, append once per topic, and take several topics in the order of their names: a second append
   * to a topic may meet another transaction that holds what it needs. Throws `UnknownTopicError`.
   */
  async appendWithin(client: SqlClient, topic: string, records: readonly LogRecord[]): Promise<void> {
    await this.appender.appendWithin(client, topic, records);
  }

  /** For a statement that finds the records itself: see `TransactionalLog`. */
  appendingSql(topic: string): string {
    return this.appender.appendingSql(topic);
  }

  /** Whether a client's transaction can append here: the log is in the same database and the client's role may. */
  async admits(client: SqlClient): Promise<boolean> {
    return this.installed !== undefined && mayAppend(client, this.schema, this.installed.logId);
  }

  /** Tells readers in this process that something was appended, so that they need not find out by polling. */
  wake(topic: string): void {
    if (this.installed) tellAppended(this.installed.logId, topic);
  }

  async subscribe(subscription: Subscription): Promise<RunningSubscription> {
    return this.members.start(subscription);
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    return lagOf(this.pool, this.schema, group, topics);
  }

  async retain(olderThanMs: number): Promise<{ dropped: number; heldBackBy: readonly string[] }> {
    return this.retention.retain(olderThanMs);
  }

  /** Strikes off a group that will not come back and holds records back. False while one of its members lives. */
  async forgetGroup(group: string): Promise<boolean> {
    return this.retention.forgetGroup(group);
  }

  async close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    await this.members.close();
    this.installed?.stopListening();
    await this.ownPool?.end();
  }
}

/** Without a listener, an idle connection that breaks ends the process. */
const openPool = (connectionString: string, onFault: (fault: unknown) => void = () => undefined): Pool => {
  const pool = new Pool({
    connectionString,
    max: OWN_POOL_CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    statement_timeout: STATEMENT_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
    idleTimeoutMillis: CONNECTION_IDLE_MS_MAX,
    keepAlive: true,
    application_name: 'okuru event log',
    Client: EnduringClient,
  });
  pool.on('error', onFault);
  return pool;
};
