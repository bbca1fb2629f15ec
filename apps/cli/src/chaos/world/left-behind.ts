import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unmount } from './rig-disk.js';

const PREFIX = 'okuru-chaos-';

/** A folder for a seed, named after this process, so that one of a rig that was killed can be told. */
export const seedFolder = (): Promise<string> => mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));

/** Removes what a rig left that was killed in mid-seed: its folder, and the disks mounted in it. Its processes end with it. */
export const clearLeftovers = async (): Promise<void> => {
  const mounts = (await readFile('/proc/mounts', 'utf8').catch(() => '')).split('\n');
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^okuru-chaos-(\d+)-/.exec(name)?.[1]);
    if (!(pid > 0) || lives(pid)) continue;
    const folder = join(tmpdir(), name);
    for (const line of mounts) {
      const [, at = ''] = line.split(' ');
      if (at.startsWith(`${folder}/`)) unmount(at);
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
};

/** Kills whatever this process started and nobody ended; answers how many that were. */
export const killChildren = async (): Promise<number> => {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc').catch(() => [])) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const [, state = '', parent = ''] = /\) (\S) (\d+)/.exec(stat) ?? [];
    if (state !== '' && state !== 'Z') parents.set(Number(name), Number(parent));
  }
  const isOurs = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === process.pid) return true;
    return false;
  };
  const ours = [...parents.keys()].filter(isOurs);
  for (const pid of ours) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // ended meanwhile
    }
  }
  return ours.length;
};

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
};
