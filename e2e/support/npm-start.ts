import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { familyOf } from './processes.js';

export const ROOT = join(import.meta.dirname, '../..');
export const MAIN = join(ROOT, 'apps/standalone/dist/main.js');
export const READY_WITHIN_MS = 90_000;
export const ENDED_WITHIN_MS = 60_000;

/** A fresh directory that the user PostgreSQL runs as may enter, so that all data stays in it. */
export const freshDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'okuru-start-'));
  chmodSync(directory, 0o755);
  return directory;
};

export interface StartedShop {
  /** Everything it wrote to its terminal so far. */
  said(): string;
  /** Where it answers; rejects when it ends before it is ready. */
  readonly ready: Promise<string>;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
  /** Itself and every process it started: its PostgreSQL. */
  processes(): number[];
  /** Asks it to end, as Ctrl-C does, and answers its exit code. */
  stop(): Promise<number | null>;
  /** For after a failure; the database notices and ends too. */
  kill(): void;
}

/** The shop as `npm start` runs it, with no environment but a PATH and what is given. */
export const npmStart = (cwd: string, env: Readonly<Record<string, string>> = {}): StartedShop => {
  const shop = fork(MAIN, {
    cwd,
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    execArgv: [],
    silent: true,
  });
  let said = '';
  for (const stream of [shop.stdout, shop.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const ended = new Promise<number | null>((resolve) => shop.once('close', (code) => resolve(code)));
  const ready = new Promise<string>((resolve, reject) => {
    shop.once('message', (message: { ready: string }) => resolve(message.ready));
    void ended.then((code) => reject(new Error(`it ended with ${code} and said: ${said}`)));
  });
  const inTime = <T>(promise: Promise<T>, ms: number, what: string): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not ${what} within ${ms} ms; it said: ${said}`)), ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  };
  const readyInTime = inTime(ready, READY_WITHIN_MS, 'ready');
  readyInTime.catch(() => undefined); // whoever waits for the end alone need not hear of it
  return {
    said: () => said,
    ready: readyInTime,
    ended,
    processes: () => familyOf(shop.pid!),
    stop: () => {
      shop.kill('SIGTERM');
      return inTime(ended, ENDED_WITHIN_MS, 'ended');
    },
    kill: () => void shop.kill('SIGKILL'),
  };
};
