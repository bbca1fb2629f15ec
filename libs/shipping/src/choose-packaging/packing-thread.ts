import { Worker } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { TryAgainError } from '@okuru/platform';
import { packVerified, type Pack, type VerifiedPackings } from './pack-verified.js';

export interface PackingAsked {
  readonly id: number;
  readonly asked: Parameters<Pack>;
}
export type PackingAnswered =
  | { readonly id: number; readonly answer: VerifiedPackings }
  | { readonly id: number; readonly fault: string };

/** Baskets that wait for the thread at most; a batch that finds no place is tried again later. */
const WAITING_MAX = 64;
/** The search is bounded by its work, so one that takes longer hangs. */
const ONE_BASKET_MS_MAX = 20_000;

/** null: this process runs the TypeScript sources (Jest), for which there is no compiled worker; packing then happens in-process. */
const compiledWorker = (): URL | null =>
  import.meta.url.endsWith('.js') ? new URL('./packing-thread.worker.js', import.meta.url) : null;

interface Waiting {
  readonly resolve: (answer: VerifiedPackings) => void;
  readonly reject: (fault: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

/** Packs heavy baskets on one thread of their own, beside intake and heartbeats. The thread starts with the first basket. */
@Injectable()
export class PackingThread implements OnModuleDestroy {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private readonly file: URL | null = this.workerFile();

  async pack(...asked: Parameters<Pack>): Promise<VerifiedPackings> {
    if (this.file === null) {
      await nextTurn();
      return packVerified(...asked);
    }
    if (this.waiting.size >= WAITING_MAX) throw new TryAgainError('too many baskets wait to be packed');
    const worker = (this.worker ??= this.start(this.file));
    return new Promise((resolve, reject) => {
      const id = (this.lastId += 1);
      const deadline = setTimeout(
        () => this.giveUp(new Error('packing took too long')),
        ONE_BASKET_MS_MAX * (this.waiting.size + 1),
      );
      this.waiting.set(id, { resolve, reject, deadline });
      worker.postMessage({ id, asked } satisfies PackingAsked);
    });
  }

  async onModuleDestroy(): Promise<void> {
    const { worker } = this;
    this.giveUp(new TryAgainError('the process ends'));
    await worker?.terminate();
  }

  /** A test names another file. */
  protected workerFile(): URL | null {
    return compiledWorker();
  }

  private start(file: URL): Worker {
    const worker = new Worker(file);
    worker.unref();
    worker.on('message', (answered: PackingAnswered) => this.answered(answered));
    worker.on('error', (fault) => this.worker === worker && this.giveUp(fault));
    worker.on('exit', () => this.worker === worker && this.giveUp(new Error('the packing thread ended')));
    return worker;
  }

  private answered(answered: PackingAnswered): void {
    const waiting = this.waiting.get(answered.id);
    if (!waiting) return;
    this.waiting.delete(answered.id);
    clearTimeout(waiting.deadline);
    if ('fault' in answered) waiting.reject(new Error(answered.fault));
    else waiting.resolve(answered.answer);
  }

  /** Everything that waits fails; the next basket starts a new thread. */
  private giveUp(fault: Error): void {
    const { worker } = this;
    this.worker = undefined;
    for (const { reject, deadline } of this.waiting.values()) {
      clearTimeout(deadline);
      reject(fault);
    }
    this.waiting.clear();
    void worker?.terminate();
  }
}
