import { ConfigFault } from './config-fault.js';
import { readConfig } from './read-config.js';

const DATABASE_URL = 'postgresql://okuru:s3cret@db.example/okuru';
const OKURU_MASTER_KEY = 'YW9pdWVyb3d1ZXJ3b2V1cndvZXVyd29ldTEyMzQ1Njc=';
const production = { NODE_ENV: 'production', DATABASE_URL, OKURU_MASTER_KEY };

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (fault) {
    if (fault instanceof ConfigFault) return fault.faults;
    throw fault;
  }
};

describe('readConfig', () => {
  it('needs no environment for a trial', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      production: false,
      http: { host: '127.0.0.1', port: 3000 },
      eventLog: { kind: 'postgres' },
      jobs: { kind: 'postgres' },
      mail: { kind: 'mailbox' },
      mailFrom: 'Okuru <no-reply@okuru.invalid>',
      originPrefecture: 13,
      shopName: 'Okuru',
      shopAddress: null,
      shopPhone: null,
      timeZone: 'Asia/Tokyo',
      eventPartitions: 4,
      logLevel: 'info',
      rateLimitPerMinute: 0,
      sampleGoods: true,
    });
    expect(config.masterKey).toHaveLength(32);
    expect(() => config.databaseUrl('order')).toThrow('DATABASE_URL is missing');
  });

  it('takes an empty value, as compose files pass it, for none', () => {
    expect(readConfig({ PORT: '', REDIS_URL: ' ' })).toMatchObject({
      http: { port: 3000 },
      jobs: { kind: 'postgres' },
    });
  });

  it('gives a service its own database when it has one', () => {
    const config = readConfig({
      DATABASE_URL,
      ORDER_DATABASE_URL: 'postgres://o@db/o',
      EVENT_LOG_DATABASE_URL: 'postgres://l@db/l',
    });
    expect(config.databaseUrl('order')).toBe('postgres://o@db/o');
    expect(config.databaseUrl('event-log')).toBe('postgres://l@db/l');
    expect(config.databaseUrl('inventory')).toBe(DATABASE_URL);
    expect(config.databaseUrl('platform')).toBe(DATABASE_URL);
  });

  it('puts sample goods in no shop in production unless told to', () => {
    expect(readConfig(production).sampleGoods).toBe(false);
    expect(readConfig({ ...production, OKURU_SAMPLE_GOODS: 'true' }).sampleGoods).toBe(true);
    expect(readConfig({ OKURU_SAMPLE_GOODS: 'false' }).sampleGoods).toBe(false);
  });

  it('switches log, jobs and mail by their addresses', () => {
    const config = readConfig({
      ...production,
      KAFKA_BROKERS: 'k1:9092, k2:9092',
      KAFKA_SSL: 'true',
      KAFKA_SASL_USERNAME: 'okuru',
      KAFKA_SASL_PASSWORD: 'p',
      REDIS_URL: 'rediss://r:6379',
      SMTP_URL: 'smtps://u:p@mail.example',
      MAIL_FROM: 'お茶の店 <shop@example.jp>',
    });
    expect(config.eventLog).toEqual({
      kind: 'kafka',
      brokers: ['k1:9092', 'k2:9092'],
      sessionMs: 30_000,
      ssl: true,
      sasl: { mechanism: 'scram-sha-512', username: 'okuru', password: 'p' },
    });
    expect(config.jobs).toEqual({ kind: 'redis', url: 'rediss://r:6379' });
    expect(config.mail).toEqual({ kind: 'smtp', url: 'smtps://u:p@mail.example' });
    expect(config.mailFrom).toBe('お茶の店 <shop@example.jp>');
  });

  it('lists all faults together, one line each', () => {
    const faults = faultsOf({
      NODE_ENV: 'production',
      PORT: 'http',
      OKURU_ORIGIN_PREFECTURE: '48',
      OKURU_TIME_ZONE: 'Asia/Edo',
      REDIS_URL: 'localhost:6379',
      OKURU_EVENT_PARTITIONS: '0',
    });
    expect(faults).toEqual([
      'PORT ("http") must be a whole number from 0 to 65535',
      'OKURU_EVENT_PARTITIONS ("0") must be a whole number from 1 to 64',
      'REDIS_URL must be a URL beginning with redis:// or rediss://',
      'OKURU_ORIGIN_PREFECTURE ("48") must be a whole number from 1 to 47',
      'OKURU_TIME_ZONE ("Asia/Edo") must be a time zone such as Asia/Tokyo',
      'DATABASE_URL is missing: production runs on a PostgreSQL of its own',
      'OKURU_MASTER_KEY is missing: it seals personal data; make one with: openssl rand -base64 32, and keep a copy',
    ]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a short master key', { OKURU_MASTER_KEY: 'c2hvcnQ=' }, /^OKURU_MASTER_KEY must be 32 bytes in base64/],
    [
      'a master key of one repeated byte',
      { OKURU_MASTER_KEY: Buffer.alloc(32).toString('base64') },
      /not random/,
    ],
    [
      'a database of another kind',
      { DATABASE_URL: 'mysql://u:hunter2@db/x' },
      /^DATABASE_URL must be a URL beginning with postgres/,
    ],
    ['a broker without a port', { KAFKA_BROKERS: 'kafka' }, /host:port/],
    [
      'a log that contradicts the brokers',
      { OKURU_EVENT_LOG: 'postgres', KAFKA_BROKERS: 'k:1' },
      /contradicts/,
    ],
    ['a session shorter than brokers take', { KAFKA_BROKERS: 'k:1', KAFKA_SESSION_MS: '500' }, /6000/],
    ['Kafka without brokers', { OKURU_EVENT_LOG: 'kafka' }, /KAFKA_BROKERS is missing/],
    ['a log in memory in production', { ...production, OKURU_EVENT_LOG: 'memory' }, /memory/],
    [
      'half a Kafka login',
      { KAFKA_BROKERS: 'k:1', KAFKA_SASL_USERNAME: 'u' },
      /KAFKA_SASL_PASSWORD is missing/,
    ],
    [
      'a readable Kafka password',
      {
        ...production,
        KAFKA_BROKERS: 'k:1',
        KAFKA_SASL_USERNAME: 'u',
        KAFKA_SASL_PASSWORD: 'p',
        KAFKA_SASL_MECHANISM: 'plain',
      },
      /readable/,
    ],
    [
      'a header injected by the shop name',
      { OKURU_SHOP_NAME: 'Shop\r\nBcc: all@example.jp' },
      /control character/,
    ],
    ['a sender that is no address', { MAIL_FROM: 'shop' }, /MAIL_FROM must be an address/],
    [
      'letters without a sender in production',
      { ...production, SMTP_URL: 'smtp://m' },
      /MAIL_FROM is missing/,
    ],
    [
      'an open trial without a key',
      { HOST: '0.0.0.0' },
      /OKURU_MASTER_KEY is missing: HOST lets other machines in/,
    ],
    ['a log level nobody knows', { LOG_LEVEL: 'loud' }, /must be one of fatal, error/],
    ['a switch that is neither on nor off', { OKURU_SAMPLE_GOODS: 'no' }, /must be one of true, false/],
    ['a negative limit', { OKURU_RATE_LIMIT_PER_MINUTE: '-1' }, /whole number/],
  ])('refuses %s', (_case, env, expected) => {
    const faults = faultsOf(env);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
  });

  it('repeats no secret', () => {
    const faults = faultsOf({
      DATABASE_URL: 'mysql://u:hunter2@db/x',
      REDIS_URL: 'http://:hunter2@r',
      SMTP_URL: 'hunter2',
      OKURU_MASTER_KEY: 'hunter2',
      KAFKA_SASL_PASSWORD: 'hunter2',
    });
    expect(faults).toHaveLength(5);
    expect(faults.join('\n')).not.toContain('hunter2');
  });
});
