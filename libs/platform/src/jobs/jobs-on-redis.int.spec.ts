import { Redis } from 'ioredis';
import { hasRedisServer, startLocalRedis } from '../local-servers/local-redis.js';
import { jobsContract } from './jobs.contract.js';

/** The suite empties its Redis: only one that was given for tests, or one of its own, is touched. */
const given = process.env.OKURU_TEST_REDIS_URL;

if (given || hasRedisServer() || process.env.CI === 'true') {
  jobsContract('Redis', async () => {
    const own = given ? undefined : await startLocalRedis();
    const url = given ?? own?.url ?? '';
    const redis = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
    redis.on('error', () => undefined);
    await redis.flushdb();
    return {
      backend: { kind: 'redis', url, prefix: 'okuru-spec' },
      // Of this database only: what FLUSHALL does, without hurting others on the same Redis.
      lose: async () => void (await redis.flushdb()),
      close: async () => {
        await redis.flushdb();
        await redis.quit();
        await own?.kill();
      },
    };
  });
} else {
  it.skip('jobs on Redis (there is no redis-server here, and OKURU_TEST_REDIS_URL names none)', () =>
    undefined);
}
