import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type ProcessName = 'standalone' | 'order' | 'inventory' | 'shipping' | 'notification';

const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 20_000;
const apps = fileURLToPath(new URL('../../../', import.meta.url));

/** One process of the shop, started the way an operator would start it; its log goes to a file. */
export class ShopProcess {
  private child: ChildProcess | undefined;
  private address = '';

  constructor(
    readonly name: ProcessName,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly logFolder: string,
  ) {}

  get url(): string {
    return this.address;
  }

  /** Resolves when the process says it is ready; a restart keeps the first start's port. */
  async start(): Promise<void> {
    const log = createWriteStream(join(this.logFolder, `${this.name}.log`), { flags: 'a' });
    const child = fork(join(apps, this.name, 'dist', 'main.js'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
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
  }

  /** SIGKILL: no goodbye. Resolves when the process is gone. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM and a bounded wait for the orderly end. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(late);
  }
}
