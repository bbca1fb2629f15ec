import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a server whose owner was killed may take to go; its watchdog is shutting it down. */
const GOING_MS_MAX = 10_000;
const LOOK_EVERY_MS = 100;

/**
 * Clears what an earlier start left. A server still going down is waited for; a lock whose process number now belongs
 * to something else (usual in containers, where numbers repeat) is removed, since PostgreSQL would believe it.
 */
export const clearStaleLock = async (dataDir: string): Promise<void> => {
  const lock = join(dataDir, 'postmaster.pid');
  const until = Date.now() + GOING_MS_MAX;
  // bound: GOING_MS_MAX
  for (;;) {
    const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 0) return;
    if (!(await serves(pid, dataDir))) return rm(lock, { force: true });
    if (Date.now() > until) {
      throw new Error(
        `${dataDir} is in use by another running Okuru (PostgreSQL process ${pid}). Stop it first.`,
      );
    }
    await wait(LOOK_EVERY_MS);
  }
};

/** The port of the server that runs on the data now; undefined when none does. */
export const servingPort = async (dataDir: string): Promise<number | undefined> => {
  const [pid, , , port] = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split(
    '\n',
  );
  if (!pid || !port || !(await serves(Number(pid), dataDir))) return undefined;
  return Number(port);
};

/** Whether that process is alive and, where the system can tell, is the server of this data directory. */
const serves = async (pid: number, dataDir: string): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const workingDirectory = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  // Unreadable: another user's process, so not ours to judge unless we are root, who reads all.
  if (workingDirectory === undefined) return false;
  return workingDirectory === (await realpath(dataDir));
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
};
