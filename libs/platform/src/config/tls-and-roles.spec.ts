import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigFault } from './config-fault.js';
import { readConfig } from './read-config.js';

const URL_OF_ALL = 'postgres://shop:s3cret@db.example/shop';
const folder = mkdtempSync(join(tmpdir(), 'okuru-config-'));
const noPem = join(folder, 'no.pem');
writeFileSync(noPem, 'not a certificate');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig({ DATABASE_URL: URL_OF_ALL, ...env });
    return [];
  } catch (fault) {
    return (fault as ConfigFault).faults;
  }
};

describe('addresses of databases', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'a mode that does not ask who answers',
      { ORDER_DATABASE_URL: `${URL_OF_ALL}?sslmode=require` },
      'ORDER_DATABASE_URL has an sslmode that does not make sure who answers: use sslmode=verify-full with sslrootcert, or disable',
    ],
    [
      'a mode that falls back to clear',
      { DATABASE_URL: `${URL_OF_ALL}?sslmode=prefer` },
      'DATABASE_URL has an sslmode that does not make sure who answers: use sslmode=verify-full with sslrootcert, or disable',
    ],
    [
      'an authority that would not be used',
      { DATABASE_URL: `${URL_OF_ALL}?sslrootcert=/ca.pem` },
      'DATABASE_URL names sslrootcert without sslmode=verify-full',
    ],
    [
      'an authority that is not there',
      { DATABASE_URL: `${URL_OF_ALL}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem` },
      'DATABASE_URL names sslrootcert=/nowhere/ca.pem, which cannot be read (ENOENT)',
    ],
    [
      'files of Kafka without TLS',
      { KAFKA_BROKERS: 'k:1', KAFKA_CA_FILE: noPem },
      'KAFKA_CA_FILE without KAFKA_SSL=true would leave the way unencrypted',
    ],
    [
      'files of Redis without TLS',
      { REDIS_URL: 'redis://r', REDIS_CA_FILE: noPem },
      'REDIS_CA_FILE without a REDIS_URL beginning with rediss:// would leave the way unencrypted',
    ],
    [
      'a certificate without its key',
      { REDIS_URL: 'rediss://r', REDIS_CERT_FILE: noPem },
      'REDIS_KEY_FILE is missing: REDIS_CERT_FILE is set',
    ],
    [
      'a file that is no certificate',
      { REDIS_URL: 'rediss://r', REDIS_CA_FILE: noPem },
      `REDIS_CA_FILE (${JSON.stringify(noPem.slice(0, 60))}) holds no PEM block of a certificate`,
    ],
    [
      'retention cut short in production',
      { NODE_ENV: 'production', OKURU_RETENTION_DIVISOR: '60' },
      'OKURU_RETENTION_DIVISOR is for soak runs: production forgets nothing before its time',
    ],
  ])('%s is told, and no password', (_name, env, line) => {
    const faults = faultsOf(env);
    expect(faults).toContain(line);
    expect(faults.join('\n')).not.toContain('s3cret');
  });

  it('take verify-full with the authorities Node brings along', () => {
    expect(faultsOf({ DATABASE_URL: `${URL_OF_ALL}?sslmode=verify-full` })).toEqual([]);
  });

  it('may be one for each owner and none for all, also in production', () => {
    const config = readConfig({
      NODE_ENV: 'production',
      OKURU_MASTER_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString('base64'),
      KAFKA_BROKERS: 'k:1',
      ORDER_DATABASE_URL: 'postgres://okuru_order:p@db/shop',
      PLATFORM_DATABASE_URL: 'postgres://okuru_platform:p@db/shop',
    });
    expect(config.databaseUrl('order')).toBe('postgres://okuru_order:p@db/shop');
    expect(config.databaseVariable('order')).toBe('ORDER_DATABASE_URL');
    expect(config.databaseUrl('platform')).toBe('postgres://okuru_platform:p@db/shop');
    expect(() => config.databaseUrl('shipping')).toThrow(
      'SHIPPING_DATABASE_URL and DATABASE_URL are missing',
    );
  });
});
