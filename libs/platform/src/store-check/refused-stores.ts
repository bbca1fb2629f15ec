import type { ServiceName } from '@okuru/contracts';
import { Redis } from 'ioredis';
import type { Config, DatabaseOwner, EventLogConfig, JobsConfig } from '../config/config.js';
import { EnduringClient } from '../database/enduring-client.js';
import { kafkaClient } from '../event-log/kafka/kafka-client.js';
import { settingsOf } from '../event-log/kafka/kafka-options.js';
import { isError } from '../telemetry/is-error.js';
import { refusalIn } from './refusal.js';

const ANSWER_MS_MAX = 5_000;

/**
 * Asks every store of these services once, all at the same time. Answers a line for each that refuses us for good: a
 * certificate, a name or a password is wrong. A store that is merely away is nobody's mistake and not told here.
 */
export const refusedStores = async (
  config: Pick<Config, 'databaseUrl' | 'databaseVariable' | 'eventLog' | 'jobs'>,
  services: readonly ServiceName[],
): Promise<string[]> => {
  const { eventLog, jobs } = config;
  const owners: DatabaseOwner[] = [...services, 'platform'];
  if (eventLog.kind === 'postgres') owners.push('event-log');
  const databases = new Map(
    owners.map((owner) => [config.databaseVariable(owner), config.databaseUrl(owner)]),
  );
  const asked = [
    ...[...databases].map(([variable, url]) =>
      refusal(`${variable} (${placeOf(url)})`, () => askPostgres(url)),
    ),
    ...(eventLog.kind === 'kafka'
      ? [refusal(`KAFKA_BROKERS (${eventLog.brokers.join(', ')})`, () => askKafka(eventLog), kafkaHint)]
      : []),
    ...(jobs.kind === 'redis'
      ? [refusal(`REDIS_URL (${placeOf(jobs.url)})`, () => askRedis(jobs), redisHint)]
      : []),
  ];
  return (await Promise.all(asked)).filter((line) => line !== undefined);
};

/** User and password stay out. */
const placeOf = (url: string): string => new URL(url).host;

const refusal = async (
  store: string,
  ask: () => Promise<void>,
  hint: (reason: string) => string = () => '',
): Promise<string | undefined> => {
  try {
    await ask();
    return undefined;
  } catch (fault) {
    const reason = refusalIn(fault);
    return reason === undefined ? undefined : `${store}: ${reason}${hint(reason)}`;
  }
};

const kafkaHint = (reason: string): string =>
  reason.includes('password')
    ? '; see KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM'
    : reason.includes('client certificate')
      ? '; see KAFKA_CERT_FILE'
      : '; see KAFKA_CA_FILE';
const redisHint = (reason: string): string =>
  reason.includes('password')
    ? ''
    : reason.includes('client certificate')
      ? '; see REDIS_CERT_FILE'
      : '; see REDIS_CA_FILE';

const askPostgres = async (connectionString: string): Promise<void> => {
  const client = new EnduringClient({ connectionString, connectionTimeoutMillis: ANSWER_MS_MAX });
  try {
    await (client.connect as () => Promise<unknown>)();
  } finally {
    await (client.end as () => Promise<void>)();
  }
};

const askKafka = async ({
  brokers,
  ssl,
  sasl,
}: Extract<EventLogConfig, { kind: 'kafka' }>): Promise<void> => {
  const settings = settingsOf({ brokers, clientId: 'okuru', ssl, ...(sasl ? { sasl } : {}) });
  const admin = kafkaClient({ ...settings, requestTimeoutMs: ANSWER_MS_MAX }).admin({
    retry: { retries: 0 },
  });
  try {
    await admin.connect();
  } finally {
    await admin.disconnect();
  }
};

const askRedis = async ({ url, tls }: Extract<JobsConfig, { kind: 'redis' }>): Promise<void> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: ANSWER_MS_MAX,
    commandTimeout: ANSWER_MS_MAX,
    ...(tls ? { tls: { ...tls } } : {}),
  });
  // What went wrong is said by the event; the promise says only that the connection is closed.
  let said: Error | undefined;
  redis.on('error', (fault) => (said ??= fault));
  try {
    await redis.connect();
    await redis.ping();
  } catch (fault) {
    throw said ?? (isError(fault) ? fault : new Error(String(fault)));
  } finally {
    redis.disconnect();
  }
};
