import { z } from 'zod';
import { LOG_LEVELS } from './config.js';
import { databaseUrlFault } from './database-url.js';
import { readPem } from './tls-files.js';

const TEXT_CHARS_MAX = 120;
const PARTITIONS_MAX = 64;
const RATE_PER_MINUTE_MAX = 1_000_000;
/** Half of what the services take for the life of a rehearsal. */
const REQUESTS_IN_HAND_MAX = 100_000;
/** What Kafka's brokers take unless they are told otherwise. */
const KAFKA_SESSION_MS_MIN = 6_000;
const KAFKA_SESSION_MS_MAX = 1_800_000;
const INTAKE_WAIT_MS_MAX = 60_000;
const OUTBOX_FACTS_MAX = 100_000_000;
const REHEARSAL_WAIT_MS_MAX = 30_000;
const MASTER_KEY_BYTES = 32;
const SESSION_IDLE_MINUTES_MAX = 720;
const SHIFT_HOURS_MAX = 24;
/** A day becomes a second. */
const RETENTION_DIVISOR_MAX = 86_400;

/** A line of text that may stand in a mail header. */
const text = z
  .string()
  .max(TEXT_CHARS_MAX, `is longer than ${TEXT_CHARS_MAX} characters`)
  // eslint-disable-next-line no-control-regex
  .refine((value) => !/[\u0000-\u001f\u007f]/.test(value), 'holds a control character');

const whole = (min: number, max: number) =>
  z
    .string()
    .refine(
      (value) => /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .transform(Number);

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    // The value may hold a password, so it is not repeated.
    message: `must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const postgresUrl = z
  .string()
  .superRefine((value, context) => {
    const fault = databaseUrlFault(value);
    // The value may hold a password, so it is not repeated.
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  })
  .optional();

/** The name of a file, read at once: its text. */
const pem = (holds: 'CERTIFICATE' | 'PRIVATE KEY') =>
  z
    .string()
    .transform((path, context) => {
      try {
        return readPem(path, holds);
      } catch (fault) {
        context.addIssue({ code: 'custom', message: (fault as Error).message });
        return z.NEVER;
      }
    })
    .optional();

const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

const flag = choice(['true', 'false']).transform((value) => value === 'true');

const isTimeZone = (value: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
};

const masterKey = z
  .string()
  .refine(
    (value) =>
      /^[A-Za-z0-9+/]+={0,2}$/.test(value) && Buffer.from(value, 'base64').length === MASTER_KEY_BYTES,
    {
      message: `must be ${MASTER_KEY_BYTES} bytes in base64; make one with: openssl rand -base64 ${MASTER_KEY_BYTES}`,
      abort: true,
    },
  )
  .refine(
    (value) => new Set(Buffer.from(value, 'base64')).size > 8,
    'is not random; make one with: openssl rand -base64 32',
  )
  .transform((value) => Buffer.from(value, 'base64'));

/** Every variable Okuru reads, each with its check. Rules between variables are in read-config.ts. */
export const environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  LOG_LEVEL: choice(LOG_LEVELS as [string, ...string[]]).default('info'),

  DATABASE_URL: postgresUrl,
  ORDER_DATABASE_URL: postgresUrl,
  INVENTORY_DATABASE_URL: postgresUrl,
  SHIPPING_DATABASE_URL: postgresUrl,
  NOTIFICATION_DATABASE_URL: postgresUrl,
  PLATFORM_DATABASE_URL: postgresUrl,
  EVENT_LOG_DATABASE_URL: postgresUrl,

  OKURU_EVENT_LOG: choice(['postgres', 'kafka', 'memory']).optional(),
  OKURU_EVENT_PARTITIONS: whole(1, PARTITIONS_MAX).default(4),
  KAFKA_BROKERS: z
    .string()
    .transform((value) => value.split(',').map((broker) => broker.trim()))
    .refine(
      (brokers) => brokers.every((broker) => /^[^\s:/]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/.test(broker)),
      'must be host:port, separated by commas',
    )
    .optional(),
  OKURU_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be up to 40 small letters, digits and hyphens')
    .optional(),
  KAFKA_SESSION_MS: whole(KAFKA_SESSION_MS_MIN, KAFKA_SESSION_MS_MAX).default(30_000),
  KAFKA_SSL: flag.default(false),
  KAFKA_CA_FILE: pem('CERTIFICATE'),
  KAFKA_CERT_FILE: pem('CERTIFICATE'),
  KAFKA_KEY_FILE: pem('PRIVATE KEY'),
  KAFKA_SASL_MECHANISM: choice(['plain', 'scram-sha-256', 'scram-sha-512']).default('scram-sha-512'),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),

  REDIS_URL: url('redis:', 'rediss:').optional(),
  REDIS_CA_FILE: pem('CERTIFICATE'),
  REDIS_CERT_FILE: pem('CERTIFICATE'),
  REDIS_KEY_FILE: pem('PRIVATE KEY'),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  MAIL_FROM: text
    .refine(
      (value) => /^[^<>@\s]+@[^<>@\s]+$|^[^<>]* ?<[^<>@\s]+@[^<>@\s]+>$/.test(value),
      'must be an address such as Shop <shop@example.jp>',
    )
    .optional(),

  OKURU_MASTER_KEY: masterKey.optional(),
  OKURU_CARRIER_API_URL: url('http:', 'https:')
    .transform((value) => value.replace(/\/$/, ''))
    .optional(),
  OKURU_CARRIER_API_KEY: z
    .string()
    .regex(/^[!-~]{1,500}$/, 'must be up to 500 printable characters without spaces')
    .optional(),
  OKURU_ORIGIN_PREFECTURE: whole(1, 47).default(13),
  OKURU_SHOP_NAME: text.default('Okuru'),
  OKURU_SHOP_ADDRESS: text.optional(),
  OKURU_SHOP_PHONE: text.optional(),
  OKURU_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Asia/Tokyo')
    .default('Asia/Tokyo'),
  OKURU_SAMPLE_GOODS: flag.optional(),
  OKURU_RATE_LIMIT_PER_MINUTE: whole(0, RATE_PER_MINUTE_MAX).default(0),
  OKURU_SESSION_IDLE_MINUTES: whole(5, SESSION_IDLE_MINUTES_MAX).default(60),
  OKURU_SHIFT_HOURS: whole(1, SHIFT_HOURS_MAX).default(12),
  OKURU_RETENTION_DIVISOR: whole(1, RETENTION_DIVISOR_MAX).default(1),
  OKURU_REQUESTS_IN_HAND_MAX: whole(1, REQUESTS_IN_HAND_MAX).default(500),
  OKURU_INTAKE_WAIT_MS: whole(50, INTAKE_WAIT_MS_MAX).default(800),
  OKURU_OUTBOX_FACTS_MAX: whole(1, OUTBOX_FACTS_MAX).default(100_000),
  OKURU_REHEARSAL_WAIT_MS: whole(100, REHEARSAL_WAIT_MS_MAX).default(5_000),
});

export type Environment = z.output<typeof environment>;
