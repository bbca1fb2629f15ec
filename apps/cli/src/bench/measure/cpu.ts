import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import type { Client } from 'pg';

/** Seconds of processor time by process name. */
export type Cpu = Readonly<Record<string, number>>;

const HERTZ = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Stat {
  readonly parent: number;
  readonly own: number;
  readonly ofEndedChildren: number;
}

/** After the name, which may hold blanks: state, parent … utime, stime, and those of children that ended. */
const statOf = async (pid: number | string): Promise<Stat | undefined> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  if (text === '') return undefined;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return {
    parent: fields[1]!,
    own: (fields[11]! + fields[12]!) / HERTZ,
    ofEndedChildren: (fields[13]! + fields[14]!) / HERTZ,
  };
};

const postmasterOf = async (client: Client): Promise<number | undefined> => {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return (await statOf(rows[0]!.pid))?.parent;
};

/** All of PostgreSQL, its ended backends too; 0 when it runs on another machine. */
const postgresSeconds = async (client: Client): Promise<number> => {
  const postmaster = await postmasterOf(client);
  if (postmaster === undefined) return 0;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = (await Promise.all(pids.map(statOf))).filter((stat) => stat?.parent === postmaster);
  const own = await statOf(postmaster);
  return stats.reduce((sum, stat) => sum + (stat?.own ?? 0), (own?.own ?? 0) + (own?.ofEndedChildren ?? 0));
};

export const cpuNow = async (
  client: Client,
  processes: ReadonlyMap<string, number | undefined>,
): Promise<Cpu> => {
  const seconds: Record<string, number> = { postgres: await postgresSeconds(client) };
  for (const [name, pid] of processes) seconds[name] = (await statOf(pid ?? 0))?.own ?? 0;
  // The main thread, the load and, where they run by the pg driver, the references.
  const { user, system } = process.cpuUsage();
  seconds['bench'] = (user + system) / 1e6;
  return seconds;
};

export const cpuBetween = (before: Cpu, after: Cpu): Cpu =>
  Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));
