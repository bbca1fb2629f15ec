import { createHash } from 'node:crypto';
import type { Config, DatabaseOwner, EventLogConfig, JobsConfig, LogLevel } from './config.js';
import { ConfigFault } from './config-fault.js';
import { databaseVariableOf } from '../database/roles/owned-schemas.js';
import { environment, type Environment } from './environment.js';
import { type TlsFiles, tlsFilesFault } from './tls-files.js';

/** Values that may be repeated in a fault; anything else may be a secret. */
const SHOWN = new Set([
  'NODE_ENV',
  'OKURU_PREFIX',
  'HOST',
  'PORT',
  'LOG_LEVEL',
  'KAFKA_BROKERS',
  'OKURU_EVENT_LOG',
  'OKURU_EVENT_PARTITIONS',
  'OKURU_ORIGIN_PREFECTURE',
  'OKURU_TIME_ZONE',
  'OKURU_RATE_LIMIT_PER_MINUTE',
  'OKURU_REQUESTS_IN_HAND_MAX',
  'OKURU_INTAKE_WAIT_MS',
  'OKURU_OUTBOX_FACTS_MAX',
  'OKURU_REHEARSAL_WAIT_MS',
  'OKURU_RETENTION_DIVISOR',
  'OKURU_SAMPLE_GOODS',
  'KAFKA_SESSION_MS',
  'KAFKA_SSL',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_CA_FILE',
  'KAFKA_CERT_FILE',
  'KAFKA_KEY_FILE',
  'REDIS_CA_FILE',
  'REDIS_CERT_FILE',
  'REDIS_KEY_FILE',
]);
const SHOWN_CHARS_MAX = 60;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Sealing key of a trial that names none: known to everyone, so refused in production and on any address other
 * machines can reach. `npm start` makes a random one of its own (local-environment.ts).
 */
const TRIAL_MASTER_KEY = createHash('sha256').update('okuru: trial key, protects nothing').digest();

/** Reads the environment; throws one ConfigFault with everything that is wrong. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const read = environment.safeParse(given);
  const faults = read.success
    ? []
    : read.error.issues.map(
        ({ path: [name], message }) => `${String(name)}${shown(String(name), given)} ${message}`,
      );
  // Rules between variables are told in the same breath: a faulty variable counts as absent but named.
  faults.push(...missing(given, read.success ? read.data : undefined));
  if (!read.success || faults.length > 0) throw new ConfigFault(faults);
  return configOf(read.data);
};

const shown = (name: string, given: Record<string, string | undefined>): string =>
  SHOWN.has(name) && given[name] !== undefined
    ? ` (${JSON.stringify(given[name].slice(0, SHOWN_CHARS_MAX))})`
    : '';

const missing = (given: Record<string, string | undefined>, read: Environment | undefined): string[] => {
  const faults: string[] = [];
  const isProduction = given.NODE_ENV === 'production';
  const needs = (name: string, why: string) =>
    given[name] === undefined && faults.push(`${name} is missing: ${why}`);
  if (isProduction) {
    if (given.PLATFORM_DATABASE_URL === undefined)
      needs('DATABASE_URL', 'production runs on a PostgreSQL of its own');
    needs(
      'OKURU_MASTER_KEY',
      'it seals personal data; make one with: openssl rand -base64 32, and keep a copy',
    );
    if ((given.OKURU_RETENTION_DIVISOR ?? '1') !== '1')
      faults.push('OKURU_RETENTION_DIVISOR is for soak runs: production forgets nothing before its time');
    if (given.SMTP_URL) needs('MAIL_FROM', 'letters need a sender');
    if (given.OKURU_EVENT_LOG === 'memory')
      faults.push('OKURU_EVENT_LOG (memory) loses every event at a restart: not in production');
  } else if (!LOOPBACK.has(given.HOST ?? '127.0.0.1')) {
    needs('OKURU_MASTER_KEY', 'HOST lets other machines in, and the trial key protects nothing');
  }
  if (given.OKURU_EVENT_LOG === 'kafka') needs('KAFKA_BROKERS', 'OKURU_EVENT_LOG is kafka');
  if (given.OKURU_EVENT_LOG && given.OKURU_EVENT_LOG !== 'kafka' && given.KAFKA_BROKERS) {
    faults.push(`OKURU_EVENT_LOG (${given.OKURU_EVENT_LOG}) contradicts KAFKA_BROKERS: remove one of them`);
  }
  faults.push(...tlsFaults(given, read));
  if (given.OKURU_CARRIER_API_KEY) needs('OKURU_CARRIER_API_URL', 'OKURU_CARRIER_API_KEY is set');
  if (isProduction && given.OKURU_CARRIER_API_URL?.startsWith('http:'))
    faults.push(
      'OKURU_CARRIER_API_URL sends addresses of buyers readable: it must begin with https:// in production',
    );
  if (given.KAFKA_SASL_USERNAME) needs('KAFKA_SASL_PASSWORD', 'KAFKA_SASL_USERNAME is set');
  if (given.KAFKA_SASL_PASSWORD) needs('KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD is set');
  if (isProduction && read?.KAFKA_SASL_USERNAME && read.KAFKA_SASL_MECHANISM === 'plain' && !read.KAFKA_SSL) {
    faults.push('KAFKA_SASL_MECHANISM (plain) without KAFKA_SSL=true sends the password readable');
  }
  return faults;
};

/** Files that would not be used are a mistake: whoever names them believes that the way is encrypted. */
const tlsFaults = (given: Record<string, string | undefined>, read: Environment | undefined): string[] => {
  const faults: string[] = [];
  const encrypted = {
    KAFKA: { is: given.KAFKA_SSL === 'true', how: 'KAFKA_SSL=true' },
    REDIS: { is: given.REDIS_URL?.startsWith('rediss:'), how: 'a REDIS_URL beginning with rediss://' },
  };
  for (const [store, { is, how }] of Object.entries(encrypted)) {
    const [ca, cert, key] = ['CA', 'CERT', 'KEY'].map((file) => `${store}_${file}_FILE`) as [
      string,
      string,
      string,
    ];
    for (const name of [ca, cert, key])
      if (given[name] && !is) faults.push(`${name} without ${how} would leave the way unencrypted`);
    if (given[cert] && !given[key]) faults.push(`${key} is missing: ${cert} is set`);
    if (given[key] && !given[cert]) faults.push(`${cert} is missing: ${key} is set`);
  }
  if (read) {
    for (const [store, files] of Object.entries({ KAFKA: kafkaTls(read), REDIS: redisTls(read) })) {
      const fault = tlsFilesFault(files);
      if (fault) faults.push(`${store}_CERT_FILE and ${store}_KEY_FILE: ${fault}`);
    }
  }
  return faults;
};

const tlsOf = (ca?: string, cert?: string, key?: string): TlsFiles => ({
  ...(ca === undefined ? {} : { ca }),
  ...(cert === undefined ? {} : { cert }),
  ...(key === undefined ? {} : { key }),
});
const kafkaTls = (read: Environment): TlsFiles =>
  tlsOf(read.KAFKA_CA_FILE, read.KAFKA_CERT_FILE, read.KAFKA_KEY_FILE);
const redisTls = (read: Environment): TlsFiles =>
  tlsOf(read.REDIS_CA_FILE, read.REDIS_CERT_FILE, read.REDIS_KEY_FILE);

const configOf = (read: Environment): Config => ({
  production: read.NODE_ENV === 'production',
  http: { host: read.HOST, port: read.PORT },
  ...databasesOf(read),
  eventLog: eventLogOf(read),
  jobs: jobsOf(read),
  mail: read.SMTP_URL ? { kind: 'smtp', url: read.SMTP_URL } : { kind: 'mailbox' },
  mailFrom:
    read.MAIL_FROM ?? `${read.OKURU_SHOP_NAME.replaceAll(/[<>"\\,;:@]/g, ' ')} <no-reply@okuru.invalid>`,
  masterKey: read.OKURU_MASTER_KEY ?? TRIAL_MASTER_KEY,
  carrierApi: read.OKURU_CARRIER_API_URL
    ? { url: read.OKURU_CARRIER_API_URL, key: read.OKURU_CARRIER_API_KEY ?? null }
    : null,
  originPrefecture: read.OKURU_ORIGIN_PREFECTURE,
  shopName: read.OKURU_SHOP_NAME,
  shopAddress: read.OKURU_SHOP_ADDRESS ?? null,
  shopPhone: read.OKURU_SHOP_PHONE ?? null,
  timeZone: read.OKURU_TIME_ZONE,
  eventPartitions: read.OKURU_EVENT_PARTITIONS,
  logLevel: read.LOG_LEVEL as LogLevel,
  sampleGoods: read.OKURU_SAMPLE_GOODS ?? read.NODE_ENV !== 'production',
  rateLimitPerMinute: read.OKURU_RATE_LIMIT_PER_MINUTE,
  sessionIdleMinutes: read.OKURU_SESSION_IDLE_MINUTES,
  shiftHours: read.OKURU_SHIFT_HOURS,
  retentionDivisor: read.OKURU_RETENTION_DIVISOR,
  requestsInHandMax: read.OKURU_REQUESTS_IN_HAND_MAX,
  intakeWaitMs: read.OKURU_INTAKE_WAIT_MS,
  outboxFactsMax: read.OKURU_OUTBOX_FACTS_MAX,
  rehearsalWaitMs: read.OKURU_REHEARSAL_WAIT_MS,
});

const databasesOf = (read: Environment): Pick<Config, 'databaseUrl' | 'databaseVariable'> => {
  const own: Record<DatabaseOwner, string | undefined> = {
    order: read.ORDER_DATABASE_URL,
    inventory: read.INVENTORY_DATABASE_URL,
    shipping: read.SHIPPING_DATABASE_URL,
    notification: read.NOTIFICATION_DATABASE_URL,
    'event-log': read.EVENT_LOG_DATABASE_URL,
    platform: read.PLATFORM_DATABASE_URL,
  };
  const databaseVariable = (owner: DatabaseOwner): string =>
    own[owner] === undefined ? 'DATABASE_URL' : databaseVariableOf(owner);
  const databaseUrl = (owner: DatabaseOwner): string => {
    const url = own[owner] ?? read.DATABASE_URL;
    if (url !== undefined) return url;
    const variables = Object.values(own).some((given) => given !== undefined)
      ? `${databaseVariableOf(owner)} and DATABASE_URL are`
      : 'DATABASE_URL is';
    throw new ConfigFault([`${variables} missing: ${owner} has no database (npm start brings one along)`]);
  };
  return { databaseUrl, databaseVariable };
};

const jobsOf = (read: Environment): JobsConfig => {
  if (!read.REDIS_URL) return { kind: 'postgres' };
  const tls = redisTls(read);
  return {
    kind: 'redis',
    url: read.REDIS_URL,
    ...(read.OKURU_PREFIX ? { prefix: read.OKURU_PREFIX } : {}),
    ...(Object.keys(tls).length > 0 ? { tls } : {}),
  };
};

const eventLogOf = (read: Environment): EventLogConfig => {
  if (read.OKURU_EVENT_LOG === 'memory') return { kind: 'memory' };
  if (!read.KAFKA_BROKERS) return { kind: 'postgres' };
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = read;
  return {
    kind: 'kafka',
    brokers: read.KAFKA_BROKERS,
    ...(read.OKURU_PREFIX ? { prefix: read.OKURU_PREFIX } : {}),
    sessionMs: read.KAFKA_SESSION_MS,
    ssl: read.KAFKA_SSL && (Object.keys(kafkaTls(read)).length > 0 ? kafkaTls(read) : true),
    ...(username && password ? { sasl: { mechanism: read.KAFKA_SASL_MECHANISM, username, password } } : {}),
  };
};
