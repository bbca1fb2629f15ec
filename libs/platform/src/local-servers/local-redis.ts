import { spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.js';

const READY_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 5_000;
const REDIS_PORT = 6379;
const ANSWER_WITHIN_MS = 2_000;

/** The shell's own code for a program it does not find. */
const NOT_FOUND = 127;
/** Redis takes the place of the shell; beside it waits a reader of our end of a pipe, which closes in whatever way this process ends. */
const UNTIL_WE_END =
  'exec 3<&0; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec redis-server "$@" 3<&- </dev/null';

/** Whether a Redis can be started here. */
export const hasRedisServer = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** Whether a Redis is at REDIS_URL or can be started here; the reason says what to do. */
export const redisAvailability = async (): Promise<{ ok: true } | { ok: false; reason: string }> => {
  const given = process.env['REDIS_URL'];
  if (given) {
    const { hostname, port } = new URL(given);
    const answered = await answers(Number(port || REDIS_PORT), hostname);
    return answered ? { ok: true } : { ok: false, reason: 'nothing answers at REDIS_URL' };
  }
  return hasRedisServer()
    ? { ok: true }
    : { ok: false, reason: 'there is no redis-server, and REDIS_URL is not set' };
};

/** A Redis of the run's own, which it may empty and kill; it keeps nothing on disk. */
export interface LocalRedis {
  readonly url: string;
  stop(): Promise<void>;
  /** As a crash does: at once and with everything in it. */
  kill(): Promise<void>;
}

/** Clients come by TLS, with a certificate of their own, as a user of the access list that may not empty or stop Redis. */
export interface RedisSecurity {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly clientAuthorityFile: string;
  readonly username: string;
  readonly password: string;
}

const securitySettings = (port: number, secured: RedisSecurity): string[] => [
  ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'yes'],
  ...['--tls-cert-file', secured.certificateFile, '--tls-key-file', secured.keyFile],
  ...['--tls-ca-cert-file', secured.clientAuthorityFile],
  ...['--user', 'default', 'off'],
  ...['--user', secured.username, 'on', `>${secured.password}`, '~*', '&*', '+@all', '-@dangerous', '+info'],
];

/** On a free port unless told. Throws, saying what to install, when the machine has no redis-server. */
export const startLocalRedis = async (port?: number, secured?: RedisSecurity): Promise<LocalRedis> => {
  const at = port ?? (await freePort());
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      UNTIL_WE_END,
      'redis',
      ...(secured ? securitySettings(at, secured) : ['--port', String(at)]),
      ...['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    ],
    // A session of its own: Ctrl-C reaches the demo, which stops Redis after the services.
    { stdio: ['pipe', 'ignore', 'ignore'], cwd: '/', detached: true },
  );
  child.stdin.on('error', () => undefined);
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) =>
      resolve(code === NOT_FOUND ? 'no redis-server here' : `it ended with ${code}`),
    );
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(late);
    child.stdin.destroy();
  };
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(at))) {
    const fault = await Promise.race([gone, wait(50, '')]);
    if (fault !== '' || Date.now() > deadline) {
      child.kill('SIGKILL');
      child.stdin.destroy();
      throw new Error(
        `no Redis: ${fault || 'it did not answer in time'}. Install redis-server, or set REDIS_URL to one that runs.`,
      );
    }
  }
  return {
    url: secured
      ? `rediss://${secured.username}:${secured.password}@127.0.0.1:${at}`
      : `redis://127.0.0.1:${at}`,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
};

const answers = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host, timeout: ANSWER_WITHIN_MS }, () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
    socket.once('timeout', () => socket.destroy(new Error('no answer in time')));
  });
