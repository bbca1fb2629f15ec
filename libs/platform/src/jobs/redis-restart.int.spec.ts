import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Jobs } from './jobs.js';

const hasServer = spawnSync('redis-server', ['--version']).status === 0;
if (!hasServer && process.env.CI === 'true') throw new Error('redis-server is missing');

const aFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
};

const startRedis = async (port: number): Promise<ChildProcess> => {
  const redis = spawn('redis-server', [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ]);
  for await (const chunk of redis.stdout) if (`${chunk}`.includes('eady to accept')) break;
  return redis;
};

const kill = async (redis: ChildProcess): Promise<void> => {
  redis.kill('SIGKILL');
  if (redis.exitCode === null && redis.signalCode === null) await once(redis, 'exit');
};

(hasServer ? it : it.skip)(
  'jobs go on when Redis is killed and comes back empty',
  async () => {
    const port = await aFreePort();
    let redis = await startRedis(port);
    const jobs = new Jobs('notification', { kind: 'redis', url: `redis://127.0.0.1:${port}` });
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

      await kill(redis);
      for (let nth = 1; nth <= 10; nth += 1) left.add(nth);
      const from = performance.now();
      for (const nth of left) await jobs.enqueue('letters', { nth });
      expect(performance.now() - from).toBeLessThan(25_000);
      expect(left.size).toBe(10); // the loss happened

      redis = await startRedis(port);
      await until(() => left.size === 0);
    } finally {
      await jobs.onModuleDestroy();
      await kill(redis);
    }
  },
  120_000,
);
