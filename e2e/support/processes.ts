import { spawnSync } from 'node:child_process';

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** All processes that run; one that has ended and is only remembered (a zombie) does not. */
const running = (): Process[] => {
  const table = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).stdout;
  return table.split('\n').flatMap((line) => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    return state === undefined || state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent) }];
  });
};

/** A process and all that it started, directly or not. */
export const familyOf = (pid: number): number[] => {
  const all = running();
  const below = (parent: number): number[] =>
    all.filter((one) => one.parent === parent).flatMap((child) => [child.pid, ...below(child.pid)]);
  return [pid, ...below(pid)];
};

export const stillRunning = (pids: readonly number[]): number[] =>
  running()
    .map(({ pid }) => pid)
    .filter((pid) => pids.includes(pid));
