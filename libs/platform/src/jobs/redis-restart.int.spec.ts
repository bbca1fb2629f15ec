import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../local-servers/free-port.js';
import { hasRedisServer, startLocalRedis } from '../local-servers/local-redis.js';
import { Jobs } from './jobs.js';

const hasServer = hasRedisServer();

(hasServer || process.env.CI === 'true' ? it : it.skip)(
  `jobs go on when Redis is killed and comes back empty${hasServer ? '' : ' (there is no redis-server here)'}`,
  async () => {
    const port = await freePort();
    let redis = await startLocalRedis(port);
    const jobs = new Jobs('notification', { kind: 'redis', url: redis.url });
    try {
      const left = new Set<number>();
      const until = async (done: () => boolean): Promise<void> => {
        for (const end = Date.now() + 45_000; !done(); await sleep(20))
          if (Date.now() > end) throw new Error('late');
      };
      jobs.work('letters', async (data) => void left.delete((data as { nth: number }).nth));
      jobs.sweepEvery('letters', 100, async () => [...left].map((nth) => ({ nth })));
      jobs.onApplicationBootstrap();
      left.add(0);
      await jobs.enqueue('letters', { nth: 0 });
      await until(() => left.size === 0);

      await redis.kill();
      for (let nth = 1; nth <= 10; nth += 1) left.add(nth);
      // None of them waits for a Redis that may never come back.
      for (const nth of left) await jobs.enqueue('letters', { nth });
      expect(left.size).toBe(10); // the loss happened

      redis = await startLocalRedis(port);
      await until(() => left.size === 0);
    } finally {
      await jobs.onModuleDestroy();
      await redis.kill();
    }
  },
  120_000,
);
