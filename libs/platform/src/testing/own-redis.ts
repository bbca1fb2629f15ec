import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A Redis of a test's own, which it may empty and kill; it keeps nothing on disk. */
export interface OwnRedis {
  readonly url: string;
  /** As a crash does: at once and with everything in it. */
  kill(): Promise<void>;
}

export const hasRedisServer = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

export const aFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
};

export const startOwnRedis = async (port: number): Promise<OwnRedis> => {
  const redis = spawn('redis-server', [
    ...['--port', `${port}`],
    ...['--bind', '127.0.0.1'],
    ...['--save', ''],
    ...['--appendonly', 'no'],
  ]);
  redis.on('error', () => undefined); // its output then ends before it was ready
  let ready = false;
  for await (const chunk of redis.stdout) {
    ready = `${chunk}`.includes('eady to accept');
    if (ready) break;
  }
  if (!ready) throw new Error(`redis-server did not start on port ${port}`);
  return { url: `redis://127.0.0.1:${port}`, kill: () => kill(redis) };
};

const kill = async (redis: ChildProcess): Promise<void> => {
  redis.kill('SIGKILL');
  if (redis.exitCode === null && redis.signalCode === null) await once(redis, 'exit');
};
