import { spawn } from 'node:child_process';
import { createServer, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const READY_WITHIN_MS = 10_000;

/** A Redis of the run's own that keeps nothing on disk. Throws, saying what to install, when the machine has no redis-server. */
export const localRedis = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(`it ended with ${code}`));
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    const fault = await Promise.race([gone, wait(50, '')]);
    if (fault !== '' || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(
        `no Redis: ${fault || 'it did not answer in time'}. Install redis-server, or set REDIS_URL to one that runs.`,
      );
    }
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no free port')),
      );
    });
  });
