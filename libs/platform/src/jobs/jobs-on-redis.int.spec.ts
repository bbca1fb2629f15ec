import { Redis } from 'ioredis';
import { jobsContract } from './jobs.contract.js';

/** CI starts one of its own; a developer's Redis lends a database nobody else uses. */
const url = process.env.OKURU_TEST_REDIS_URL ?? process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
const OWN_DB = 15;

const reach = async (): Promise<Redis | null> => {
  const redis = new Redis(url, {
    db: OWN_DB,
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return redis;
  } catch {
    redis.disconnect();
    return null;
  }
};

const redis = await reach();

if (redis) {
  jobsContract('Redis', async () => {
    await redis.flushdb();
    const own = new URL(url);
    own.pathname = `/${OWN_DB}`;
    return {
      backend: { kind: 'redis', url: own.toString(), prefix: 'okuru-spec' },
      // Of this database only: what FLUSHALL does, without hurting others on the same Redis.
      lose: async () => void (await redis.flushdb()),
      close: async () => {
        await redis.flushdb();
        await redis.quit();
      },
    };
  });
} else if (process.env.CI === 'true') {
  it('has a Redis in CI', () => {
    throw new Error(`No Redis at ${new URL(url).host}`);
  });
} else {
  it.skip(`jobs on Redis: none answers at ${new URL(url).host}`, () => undefined);
}
