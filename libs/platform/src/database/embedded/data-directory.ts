import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Binaries, program } from './binaries.js';
import { canWriteIn, type RunAs, runProgram } from './run-as.js';

/** Name of the database superuser of the embedded cluster. */
export const SUPERUSER = 'okuru';

const PASSWORD_FILE = 'okuru-password';
/** A half-made cluster older than this belongs to a start that was killed. */
const ABANDONED_AFTER_MS = 600_000;

export interface DataDirectory {
  readonly path: string;
  readonly password: string;
}

export interface Place {
  readonly path: string;
  /** The folder made for the data alone, when it could not stay where it was wanted. */
  readonly home?: string;
}

/**
 * Gives a place for the data which that user can reach: `dir` itself, else one below the temporary directory
 * (root's clone under a home of mode 700 is closed to everyone else).
 */
export const reachablePlace = async (
  dir: string,
  as: RunAs,
  temporary: readonly string[],
): Promise<Place> => {
  const wanted = resolve(dir);
  await mkdir(dirname(wanted), { recursive: true });
  if (await reachable(wanted, as)) return { path: wanted };
  for (const below of temporary) {
    const home = join(below, `okuru-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
    await mkdir(home, { mode: 0o755 }).catch(() => undefined);
    const found = await lstat(home).catch(() => undefined);
    // Anyone can make a name under /tmp: use it only when it is ours alone.
    if (!found?.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) continue;
    const moved = join(home, 'postgres');
    if (!(await reachable(moved, as))) continue;
    await bringAlong(wanted, moved, as);
    return { path: moved, home };
  }
  throw new Error(
    `No place for the data of PostgreSQL that user ${as.uid} can reach (tried ${wanted} and ${temporary.join(', ')}).`,
  );
};

const reachable = async (place: string, as: RunAs): Promise<boolean> => {
  if (as.uid === undefined) return true;
  if (await isCluster(place)) return canWriteIn(place, as);
  const probe = await mkdtemp(`${place}.new-`);
  try {
    await own(probe, as);
    return await canWriteIn(probe, as);
  } finally {
    await rmdir(probe);
  }
};

/** A database already made at the wanted place (a clone copied under a closed home) is not forgotten. */
const bringAlong = async (from: string, to: string, as: RunAs): Promise<void> => {
  if (!(await isCluster(from)) || (await isCluster(to))) return;
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
  await own(to, as);
  for (const entry of await readdir(to, { recursive: true })) await own(join(to, entry), as);
};

/** Makes the cluster when there is none. A killed start leaves no half-made one: it is made beside and then renamed. */
export const ensureCluster = async (
  path: string,
  binaries: Binaries,
  as: RunAs,
  durable: boolean,
): Promise<DataDirectory> => {
  if (await isCluster(path)) {
    await refuseOtherVersion(path, binaries);
    return { path, password: await readPassword(path) };
  }
  await removeAbandoned(path);
  const beside = await mkdtemp(`${path}.new-`);
  try {
    const [data, passwordFile] = [join(beside, 'data'), join(beside, 'password')];
    const password = randomBytes(24).toString('hex');
    await mkdir(data, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    for (const each of [beside, data, passwordFile]) await own(each, as);
    await initdb(binaries, as, [
      `--pgdata=${data}`,
      `--pwfile=${passwordFile}`,
      ...(durable ? [] : ['--no-sync']),
    ]);
    await writeFile(join(data, PASSWORD_FILE), password, { mode: 0o600 });
    await rmdir(path).catch(() => undefined);
    await rename(data, path);
    return { path, password };
  } catch (fault) {
    if (await isCluster(path)) return { path, password: await readPassword(path) }; // another start was quicker
    throw fault;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
};

/** Where the server finds what it needs for TLS. */
export interface InstalledTls {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly accessFile: string;
}

/** PostgreSQL wants the key to be its own user's alone, and the access file says that nobody comes without TLS. */
export const installTls = async (
  dataDir: string,
  given: { readonly certificateFile: string; readonly keyFile: string },
  as: RunAs,
): Promise<InstalledTls> => {
  const at = (name: string): string => join(dataDir, name);
  const installed = {
    certificateFile: at('okuru-tls.pem'),
    keyFile: at('okuru-tls.key'),
    accessFile: at('okuru-tls-hba.conf'),
  };
  await cp(given.certificateFile, installed.certificateFile);
  await cp(given.keyFile, installed.keyFile);
  await writeFile(installed.accessFile, 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  for (const file of Object.values(installed)) {
    await own(file, as);
    await chmod(file, 0o600);
  }
  return installed;
};

const initdb = async (binaries: Binaries, as: RunAs, args: readonly string[]): Promise<void> => {
  const { code, output } = await runProgram(
    program(binaries, 'initdb'),
    [
      `--username=${SUPERUSER}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      // Sorting by code point, the same on every machine and in every later version.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...args,
    ],
    as,
  );
  if (code !== 0) throw new Error(`PostgreSQL could not make its data directory: ${output}`);
};

const isCluster = (path: string): Promise<boolean> =>
  stat(join(path, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

export const readPassword = (path: string): Promise<string> =>
  readFile(join(path, PASSWORD_FILE), 'utf8').catch((fault: unknown) => {
    throw new Error(
      `The data in ${path} belongs to another user or was not made by Okuru (${String(fault)}).`,
    );
  });

const refuseOtherVersion = async (path: string, { version }: Binaries): Promise<void> => {
  const made = (await readFile(join(path, 'PG_VERSION'), 'utf8')).trim();
  const [ours] = version.split('.');
  if (made === ours) return;
  throw new Error(
    `The data in ${path} was made by PostgreSQL ${made}, installed is ${ours}. Move the folder away to start afresh, or dump it with the old version first.`,
  );
};

const removeAbandoned = async (path: string): Promise<void> => {
  const [parent, prefix] = [dirname(path), `${path}.new-`];
  for (const name of await readdir(parent)) {
    const entry = join(parent, name);
    if (!entry.startsWith(prefix)) continue;
    const { mtimeMs } = await stat(entry);
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(entry, { recursive: true, force: true });
  }
};

const own = async (path: string, { uid, gid }: RunAs): Promise<void> => {
  if (uid === undefined || gid === undefined) return;
  await chown(path, uid, gid);
  if ((await lstat(path)).isDirectory()) await chmod(path, 0o700);
};
