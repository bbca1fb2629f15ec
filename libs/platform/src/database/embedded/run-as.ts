import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The user PostgreSQL runs as; empty means the user we are ourselves. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** Accounts to drop to, best first. `nobody` exists nearly everywhere. */
const CANDIDATES = ['okuru', 'postgres', 'nobody'];

/** PostgreSQL refuses to run as root: then an existing database's owner runs it, else an unprivileged account. */
export const chooseUser = async (dir: string): Promise<RunAs> => {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(join(dir, 'PG_VERSION')).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = new Map(
    (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { uid: Number(uid), gid: Number(gid) }] as const;
    }),
  );
  for (const name of CANDIDATES) {
    const account = accounts.get(name);
    if (account && account.uid > 0 && account.gid > 0) return account;
  }
  throw new Error(
    `PostgreSQL does not run as root and none of the accounts ${CANDIDATES.join(', ')} exists. Start as an ordinary user, or set DATABASE_URL.`,
  );
};

/** Only what the programs need; the shop's secrets are not handed on. */
export const childEnvironment = (): NodeJS.ProcessEnv => {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C' };
};

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

const RUN_MS_MAX = 120_000;
const OUTPUT_CHARS_MAX = 8_000;

/** Runs a program to its end as the given user. Never throws: a program that cannot even start has code null. */
export const runProgram = (path: string, args: readonly string[], as: RunAs): Promise<Finished> =>
  new Promise((resolve) => {
    // The working directory must be one that every user may enter.
    const child = spawn(path, args, { ...as, cwd: neutralDirectory(), env: childEnvironment() });
    // Not spawn's own `timeout`: its timer stays when the program cannot start, and keeps our process alive.
    const late = setTimeout(() => child.kill('SIGKILL'), RUN_MS_MAX);
    const finish = (finished: Finished) => {
      clearTimeout(late);
      resolve(finished);
    };
    let output = '';
    const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-OUTPUT_CHARS_MAX));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (fault) => finish({ code: null, output: fault.message }));
    child.on('close', (code) => finish({ code, output: output.trim() }));
  });

export const neutralDirectory = (): string =>
  process.platform === 'win32' ? (process.env.TEMP ?? '.') : '/';

/** Whether that user can enter the directory and write in it. */
export const canWriteIn = async (dir: string, as: RunAs): Promise<boolean> => {
  if (as.uid === undefined) return true;
  const probe = await runProgram('/bin/sh', ['-c', 'cd -- "$1" && test -w .', 'probe', dir], as);
  return probe.code === 0;
};
