import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type Binaries, program } from './binaries.js';
import type { InstalledTls } from './data-directory.js';
import { childEnvironment, neutralDirectory, type RunAs } from './run-as.js';

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 10_000;
const LOG_CHARS_MAX = 4_000;
const READY = 'database system is ready to accept connections';

export interface Server {
  stop(): Promise<void>;
}

export class PortTaken extends Error {}

export interface ServerOptions {
  readonly dataDir: string;
  readonly port: number;
  /** False for tests: faster, and a power cut may lose the data. */
  readonly durable: boolean;
  readonly tls?: InstalledTls;
  /** Removed when the server has stopped because we were killed. */
  readonly removeAfter?: string;
}

/** Starts the server and answers when it accepts connections. */
export const startServer = async (binaries: Binaries, as: RunAs, options: ServerOptions): Promise<Server> => {
  const child = spawn(program(binaries, 'postgres'), ['-D', options.dataDir, ...settings(options)], {
    ...as,
    cwd: neutralDirectory(),
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    // A session of its own: Ctrl-C reaches the shop, which stops the database last.
    detached: true,
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const watchdog = startWatchdog(child, as, options);
  void exited.then(() => watchdog?.kill('SIGKILL'));
  try {
    await readiness(child);
  } catch (fault) {
    child.kill('SIGKILL');
    await exited;
    throw fault;
  }
  child.unref();
  return { stop: () => stop(child, exited) };
};

const settings = ({ port, durable, tls }: ServerOptions): string[] =>
  Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: durable ? 100 : 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements may hold personal data; the message alone tells what went wrong.
    log_min_error_statement: 'panic',
    ...(tls
      ? { ssl: 'on', ssl_cert_file: tls.certificateFile, ssl_key_file: tls.keyFile, hba_file: tls.accessFile }
      : {}),
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' }),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Resolves when the server says it is ready, rejects with its last words when it ends or takes too long. */
const readiness = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let log = '';
    const late = setTimeout(
      () => reject(new Error(`PostgreSQL did not start within ${START_MS_MAX} ms: ${log}`)),
      START_MS_MAX,
    );
    const settle = (then: () => void) => {
      clearTimeout(late);
      then();
    };
    child.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-LOG_CHARS_MAX); // keeps draining afterwards: a full pipe would stop the server
      if (log.includes(READY)) settle(resolve);
    });
    (child.stderr as { unref?: () => void } | null)?.unref?.();
    child.once('error', (fault) => settle(() => reject(fault)));
    child.once('close', (code) =>
      settle(() => {
        const taken = /Address already in use|could not bind/.test(log);
        reject(new (taken ? PortTaken : Error)(`PostgreSQL ended with code ${code}: ${log.trim()}`));
      }),
    );
  });

/**
 * A shell whose standard input is tied to us: when we die, however suddenly, it reads the end of file and shuts the
 * server down, so that `kill -9` on the shop leaves no orphan holding the data.
 */
const startWatchdog = (
  child: ChildProcess,
  as: RunAs,
  { removeAfter = '' }: ServerOptions,
): ChildProcess | undefined => {
  if (process.platform === 'win32' || child.pid === undefined) return undefined;
  const script = [
    'while read -r _; do :; done',
    'kill -INT "$1" 2>/dev/null',
    'if [ -n "$2" ]; then while kill -0 "$1" 2>/dev/null; do sleep 0.2; done; rm -rf -- "$2"; fi',
  ].join('\n');
  const watchdog = spawn('/bin/sh', ['-c', script, 'okuru-watchdog', String(child.pid), removeAfter], {
    // The folder is ours: the database's user may empty it and not remove it.
    ...(removeAfter ? {} : as),
    cwd: neutralDirectory(),
    env: childEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.on('error', () => undefined);
  watchdog.unref();
  (watchdog.stdin as { unref?: () => void } | null)?.unref?.();
  return watchdog;
};

/** SIGINT ends sessions and writes a checkpoint; what does not go in time is killed and recovers at the next start. */
const stop = async (child: ChildProcess, exited: Promise<void>): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill(process.platform === 'win32' ? 'SIGKILL' : 'SIGINT');
  const late = new AbortController();
  const bound = wait(STOP_MS_MAX, 'late' as const, { signal: late.signal }).catch(() => 'gone' as const);
  const outcome = await Promise.race([exited.then(() => 'gone' as const), bound]);
  late.abort();
  if (outcome === 'late') child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};
