import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICES } from '@okuru/contracts';

export type ProcessName = 'standalone' | 'order' | 'inventory' | 'shipping' | 'notification';

/** On a machine with much other work it takes ten times of what it takes on an idle one. */
const READY_WITHIN_MS = 180_000;
/** An orderly end that takes longer is none. */
export const STOP_WITHIN_MS = 20_000;
/**
 * What Node lets a service's heap grow to in a pod of `k8s/`: half of 512 MiB. On a machine's whole memory it would not begin to
 * tidy up; in too little it tidies all the time, and forgets with each turn what it compiled for functions made per call.
 */
const HEAP_MEGABYTES_OF_SERVICE = 256;
const heapMegabytesOf = (name: ProcessName): number =>
  name === 'standalone' ? SERVICES.length * HEAP_MEGABYTES_OF_SERVICE : HEAP_MEGABYTES_OF_SERVICE;
const apps = fileURLToPath(new URL('../../../', import.meta.url));

export interface ShopProcessOptions {
  /** Name of its log file, for the second process of one service; else the name of the service. */
  readonly label?: string;
  /** Module loaded before the main: the rig's way to a wrong clock. */
  readonly preload?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One process of the shop, started the way an operator would start it; its log goes to a file. */
export class ShopProcess {
  /** Told of every end that nobody here asked for. */
  onUnexpectedEnd: ((ended: Ended) => void) | undefined;

  private child: ChildProcess | undefined;
  private address = '';
  private ending = false;

  constructor(
    readonly name: ProcessName,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly logFolder: string,
    private readonly options: ShopProcessOptions = {},
  ) {}

  /** Tells it from the others of its service. */
  get label(): string {
    return this.options.label ?? this.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get url(): string {
    return this.address;
  }

  /** Resolves when the process says it is ready; a restart keeps the first start's port. */
  async start(): Promise<void> {
    const log = createWriteStream(join(this.logFolder, `${this.label}.log`), {
      flags: 'a',
    });
    const child = fork(join(apps, this.name, 'dist', 'main.js'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [
        `--max-old-space-size=${heapMegabytesOf(this.name)}`,
        ...(this.options.preload ? ['--import', this.options.preload] : []),
      ],
      env: {
        PATH: process.env['PATH'],
        ...this.environment,
        PORT: new URL(this.address || 'http://0:0').port || '0',
      },
    });
    child.stdout?.pipe(log);
    child.stderr?.pipe(log);
    this.child = child;
    this.address = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(
        () =>
          reject(
            new Error(`${this.name} was not ready in ${READY_WITHIN_MS / 1000} s; see ${this.logFolder}`),
          ),
        READY_WITHIN_MS,
      );
      child.on('message', (message: { ready?: string }) => {
        if (message.ready === undefined) return;
        clearTimeout(late);
        resolve(message.ready);
      });
      child.once('exit', (code, signal) => {
        clearTimeout(late);
        reject(
          new Error(`${this.name} ended (${signal ?? code}) before it was ready; see ${this.logFolder}`),
        );
      });
    });
    child.once('exit', (code, signal) => {
      if (this.child === child && !this.ending) this.onUnexpectedEnd?.({ code, signal });
    });
  }

  /** Sends the process a word over the channel it was started with; answers the first word it sends back. */
  async ask(message: object, withinMs: number): Promise<unknown> {
    const child = this.child;
    if (!child?.connected) throw new Error(`${this.name} does not run`);
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${this.name} did not answer in ${withinMs} ms`)),
        withinMs,
      );
      child.once('message', (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      child.send(message);
    });
  }

  /** SIGKILL: no goodbye. Resolves when the process is gone. */
  kill(): Promise<Ended> {
    return this.end('SIGKILL');
  }

  /** SIGTERM and a bounded wait for the orderly end. */
  stop(): Promise<Ended> {
    return this.end('SIGTERM');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ended> {
    const child = this.child;
    if (!child) return { code: null, signal: null };
    if (child.exitCode !== null || child.signalCode !== null)
      return { code: child.exitCode, signal: child.signalCode };
    this.ending = true;
    const gone = new Promise<Ended>((resolve) =>
      child.once('exit', (code, by) => resolve({ code, signal: by })),
    );
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    const ended = await gone;
    clearTimeout(late);
    this.ending = false;
    return ended;
  }
}
