import type { Config } from '@okuru/platform';
import { Redis } from 'ioredis';
import type { Finding } from './finding.js';

const ANSWER_MS_MAX = 5_000;
const found = { part: 'jobs', check: 'redis' } as const;

/** A Redis that may drop keys when it is full loses jobs without a word. */
export const examineJobs = async ({ jobs }: Pick<Config, 'jobs'>): Promise<Finding[]> => {
  if (jobs.kind === 'postgres')
    return [{ part: 'jobs', check: 'place', verdict: 'well', says: "Jobs lie in the services' databases." }];
  const redis = new Redis(jobs.url, {
    lazyConnect: true,
    connectTimeout: ANSWER_MS_MAX,
    commandTimeout: ANSWER_MS_MAX,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    ...(jobs.tls ? { tls: { ...jobs.tls } } : {}),
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1] ?? 'unknown';
    return [
      {
        ...found,
        verdict: policy === 'noeviction' ? 'well' : 'ill',
        says:
          policy === 'noeviction'
            ? 'Redis answers and never drops a job to make room.'
            : `Redis may drop jobs when it is full (maxmemory-policy ${policy}): set it to noeviction.`,
      },
    ];
  } catch {
    return [
      { ...found, verdict: 'ill', says: 'Redis is out of reach: is it running, and is REDIS_URL right?' },
    ];
  } finally {
    redis.disconnect();
  }
};
