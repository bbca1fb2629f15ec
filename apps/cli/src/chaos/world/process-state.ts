import { readFileSync } from 'node:fs';

/** `T` when the process is stopped; empty when there is none. Its name in brackets may hold anything, so the state is read behind it. */
export const stateOf = (pid: number): string => {
  try {
    return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
};

/** Sends a signal; a process that ended by itself is told of elsewhere. */
export const tell = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault;
  }
};
