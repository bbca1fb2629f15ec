import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { type Binaries, copyForOthers, installedBinaries, program } from './embedded/binaries.js';
import {
  ensureCluster,
  installTls,
  reachablePlace,
  readPassword,
  SUPERUSER,
} from './embedded/data-directory.js';
import { chooseUser, type RunAs, runProgram } from './embedded/run-as.js';
import { PortTaken, type Server, startServer } from './embedded/server.js';
import { clearStaleLock, servingPort } from './embedded/stale-lock.js';

export interface EmbeddedPostgresOptions {
  /** Data directory; kept between starts unless `temporary`. */
  readonly dir: string;
  /** Default: a free one. */
  readonly port?: number;
  /** For tests: no fsync, and the data directory goes when the server stops. */
  readonly temporary?: boolean;
  /** Whether commits wait for the disk; a temporary one does without unless told: what it holds ends with it. */
  readonly durable?: boolean;
  /** PEM files; with them the server takes connections by TLS alone. Default: in clear, on this machine only. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
}

export interface EmbeddedPostgres {
  /** Connection string of the superuser and the database `postgres`, on 127.0.0.1. */
  readonly url: string;
  /** Where the data really is; differs from `dir` when root's home was closed to the user PostgreSQL runs as. */
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** A free port may be taken between finding and using it. */
const PORT_ATTEMPTS_MAX = 5;

/** Starts a PostgreSQL of our own, for trial, development and tests. */
export const embeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const temporary = options.temporary ?? false;
  await mkdir(dirname(options.dir), { recursive: true });
  const as = await chooseUser(options.dir);
  const binaries = await runnableBinaries(as);
  const place = await reachablePlace(options.dir, as, temporaryDirectories());
  const { path: dataDir } = place;
  const remove = async (): Promise<void> => {
    if (temporary) await rm(place.home ?? dataDir, { recursive: true, force: true });
  };
  try {
    const { password } = await ensureCluster(dataDir, binaries, as, !temporary);
    await clearStaleLock(dataDir);
    const tls = options.tls && (await installTls(dataDir, options.tls, as));
    const { server, port } = await startOnPort(options.port, (port) =>
      startServer(binaries, as, {
        dataDir,
        port,
        durable: options.durable ?? !temporary,
        ...(tls ? { tls } : {}),
        ...(temporary ? { removeAfter: place.home ?? dataDir } : {}),
      }),
    );
    return {
      url: urlOf(password, port),
      dataDir,
      async stop() {
        await server.stop();
        await remove();
      },
    };
  } catch (fault) {
    await remove();
    throw fault;
  }
};

/** Connection string of the server that another process of ours runs on that data; undefined when none does. */
export const runningPostgres = async (dir: string): Promise<string | undefined> => {
  const as = await chooseUser(dir);
  const { path } = await reachablePlace(dir, as, temporaryDirectories());
  const port = await servingPort(path);
  if (port === undefined) return undefined;
  return urlOf(await readPassword(path), port);
};

const urlOf = (password: string, port: number): string =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;

/** The installed programs, or a copy of them when that user cannot run them where they are. */
const runnableBinaries = async (as: RunAs): Promise<Binaries> => {
  const installed = await installedBinaries();
  let answer = await runProgram(program(installed, 'postgres'), ['--version'], as);
  if (answer.code === 0) return installed;
  if (as.uid === undefined) throw new Error(`The embedded PostgreSQL does not run here: ${answer.output}`);
  for (const below of temporaryDirectories()) {
    const copy = await copyForOthers(installed, below).catch(() => undefined);
    if (!copy) continue;
    answer = await runProgram(program(copy, 'postgres'), ['--version'], as);
    if (answer.code === 0) return copy;
  }
  throw new Error(`User ${as.uid} cannot run the embedded PostgreSQL: ${answer.output}`);
};

/** `/var/tmp` first: unlike `/tmp` it outlives a restart of the machine. */
const temporaryDirectories = (): string[] => [
  ...new Set(process.platform === 'win32' ? [tmpdir()] : ['/var/tmp', tmpdir()]),
];

const startOnPort = async (
  wanted: number | undefined,
  start: (port: number) => Promise<Server>,
): Promise<{ server: Server; port: number }> => {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    try {
      return { server: await start(port), port };
    } catch (fault) {
      if (!(fault instanceof PortTaken) || wanted !== undefined || attempt >= PORT_ATTEMPTS_MAX) throw fault;
    }
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no free port')),
      );
    });
  });
