import type { ServiceName } from '@okuru/contracts';
import { createPostgresBackend, Queue, withBackend, Worker, type JobsOptions } from 'bullmq';
import type { Config } from '../config/config.js';
import type { TlsFiles } from '../config/tls-files.js';
import { JobsClient } from './jobs-client.js';
import { ReopeningQueue, ReopeningWorker } from './reopening.js';

/** Where the jobs of a service wait. */
export type JobsBackend =
  | { readonly kind: 'redis'; readonly url: string; readonly prefix?: string; readonly tls?: TlsFiles }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string };

/** Jobs ask for nothing but a place to wait, so PostgreSQL serves where there is no Redis. */
export const jobsBackendOf = (
  config: Pick<Config, 'jobs' | 'databaseUrl'>,
  service: ServiceName,
): JobsBackend =>
  config.jobs.kind === 'redis'
    ? config.jobs
    : { kind: 'postgres', url: config.databaseUrl(service), schema: `okuru_${service}_jobs` };

/** The little of a BullMQ queue that jobs use. */
export interface JobQueue {
  add(name: string, data: object, options: JobsOptions): Promise<unknown>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

export interface JobWorker {
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

export interface JobWorkerOptions {
  readonly concurrency: number;
  readonly onFailed: (fault: Error, attempt: number, givenUp: boolean) => void;
  readonly onFault: (fault: unknown) => void;
}

const REDIS_PREFIX = 'okuru';
/** Each queue and each worker has a pool of its own, a worker one LISTEN connection besides. */
const POSTGRES_CONNECTIONS_MAX = 2;
const CONNECT_MS_MAX = 5_000;
/** On our side, for a connection whose other end is gone without a word: a worker would wait for it for ever. */
const ANSWER_MS_MAX = 10_000;
/** A worker that was killed loses its job after this long, and another one takes it over. */
const LOCK_MS = 20_000;
const STALLED_CHECK_MS = 10_000;
/** Takeovers of one job: a job that kills its worker again and again is dropped; the sweeper knows what it was for. */
const TAKEOVERS_MAX = 3;

const OnPostgres = withBackend(createPostgresBackend);

export const openQueue = (
  backend: JobsBackend,
  name: string,
  onFault: (fault: unknown) => void,
): JobQueue => {
  if (backend.kind === 'postgres')
    return new ReopeningQueue(() =>
      new OnPostgres.Queue(name, { connection: postgresConnection(backend) }).on('error', onFault),
    );
  return new Queue(name, {
    prefix: backend.prefix ?? REDIS_PREFIX,
    // Without the offline queue a command for a lost Redis fails at once instead of waiting in memory.
    connection: { ...redisConnection(backend), enableOfflineQueue: false, maxRetriesPerRequest: 1 },
  }).on('error', onFault);
};

export const openWorker = (
  backend: JobsBackend,
  name: string,
  handler: (data: unknown) => Promise<void>,
  { concurrency, onFailed, onFault }: JobWorkerOptions,
): JobWorker => {
  const options = {
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: TAKEOVERS_MAX,
  };
  const process = (job: { data: unknown }): Promise<void> => handler(job.data);
  const failed = (job: FailedJob | undefined, fault: Error): void =>
    onFailed(fault, job?.attemptsMade ?? 0, !job || job.attemptsMade >= (job.opts.attempts ?? 1));
  if (backend.kind === 'postgres') {
    const connection = postgresConnection(backend);
    const open = () =>
      new OnPostgres.Worker(name, process, { ...options, connection, autorun: false })
        .on('error', onFault)
        .on('failed', failed);
    return new ReopeningWorker(open, onFault);
  }
  const prefix = backend.prefix ?? REDIS_PREFIX;
  const connection = { ...redisConnection(backend), maxRetriesPerRequest: null };
  return new Worker(name, process, { ...options, prefix, connection })
    .on('error', onFault)
    .on('failed', failed);
};

interface FailedJob {
  readonly attemptsMade: number;
  readonly opts: Pick<JobsOptions, 'attempts'>;
}

const redisConnection = ({ url, tls }: { url: string; tls?: TlsFiles }) => ({
  url,
  connectTimeout: CONNECT_MS_MAX,
  ...(tls ? { tls: { ...tls } } : {}),
});

const postgresConnection = ({ url, schema }: { url: string; schema: string }) => ({
  connectionString: url,
  schema,
  max: POSTGRES_CONNECTIONS_MAX,
  connectionTimeoutMillis: CONNECT_MS_MAX,
  query_timeout: ANSWER_MS_MAX,
  keepAlive: true,
  Client: JobsClient,
  application_name: 'okuru jobs',
  migrate: true,
});
