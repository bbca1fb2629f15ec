import { Worker } from 'node:worker_threads';
import type { LoadJob, LoadOrder, LoadWord } from './load-job.js';

type Word<Kind extends LoadWord['kind']> = Extract<LoadWord, { kind: Kind }>;

/** Storefronts that post single orders at once, each over a connection of its own. */
export const CALLERS = 64;

/** As it is built, for a thread reads no TypeScript: a spec runs from the sources. */
const THREAD = new URL(new URL('./load-thread.js', import.meta.url).href.replace('/cli/src/', '/cli/dist/'));

/** The storefronts and the packing line on a thread of their own, over connections that stay open. */
export class Load {
  private readonly worker: Worker;
  // bound: one for each kind of word, for the bench asks for one after the other
  private waiting: {
    kind: LoadWord['kind'];
    resolve: (word: never) => void;
    reject: (fault: Error) => void;
  }[] = [];

  constructor(private readonly job: LoadJob) {
    this.worker = new Worker(THREAD, { workerData: job });
    this.worker.on('message', (word: LoadWord) => this.told(word));
    this.worker.on('error', (fault) => this.fail(fault));
  }

  /** The same storefronts at another door. */
  at(orderUrl: string): Load {
    return new Load({ ...this.job, orderUrls: [orderUrl] });
  }

  post(order: Omit<Extract<LoadOrder, { kind: 'post' }>, 'kind'>): Promise<Word<'posted'>> {
    return this.ask({ kind: 'post', ...order }, 'posted');
  }

  /** The same to a reference. */
  askReference(order: Omit<Extract<LoadOrder, { kind: 'ask' }>, 'kind'>): Promise<Word<'posted'>> {
    return this.ask({ kind: 'ask', ...order }, 'posted');
  }

  work(): void {
    this.worker.postMessage({ kind: 'work' } satisfies LoadOrder);
  }

  rest(): Promise<Word<'worked'>> {
    return this.ask({ kind: 'rest' }, 'worked');
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private ask<Kind extends LoadWord['kind']>(order: LoadOrder, kind: Kind): Promise<Word<Kind>> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ kind, resolve, reject });
      this.worker.postMessage(order);
    });
  }

  private told(word: LoadWord): void {
    if (word.kind === 'fault') return this.fail(new Error(word.text));
    const at = this.waiting.findIndex(({ kind }) => kind === word.kind);
    const [waiting] = this.waiting.splice(at, at === -1 ? 0 : 1);
    waiting?.resolve(word as never);
  }

  /** Whoever waits hears of it; a fault that nobody waits for is heard by whoever asks next. */
  private fail(fault: Error): void {
    for (const { reject } of this.waiting.splice(0)) reject(fault);
  }
}
