import { Worker } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChoiceTables } from '../choose-packaging/choice-tables.js';
import { repriceAll } from './reprice-all.js';
import type { PlannedOnce, Repriced } from './reprice.js';

/** A search is bounded by its work, so a question that takes longer, under two tables, hangs. */
const ONE_QUESTION_MS_MAX = 40_000;

/** null: this process runs the TypeScript sources (Jest), for which there is no compiled worker; batches are then answered in-process. */
const compiledWorker = (): URL | null =>
  import.meta.url.endsWith('.js') ? new URL('./what-if-thread.worker.js', import.meta.url) : null;

interface Waiting {
  readonly resolve: (answers: readonly Repriced[]) => void;
  readonly reject: (fault: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

/** A thread of its own for one run: a month of searches must not keep intake and heartbeats waiting. */
export class WhatIfThread {
  private readonly worker: Worker | undefined;
  private readonly here: ReturnType<typeof repriceAll> | undefined;
  private waiting: Waiting | undefined;
  private ended: Error | undefined;

  constructor(now: ChoiceTables, then: ChoiceTables, file = compiledWorker()) {
    if (file === null) {
      this.here = repriceAll(now, then);
      return;
    }
    this.worker = new Worker(file, { workerData: { now, then } });
    this.worker.unref();
    this.worker.on('message', (answers: Repriced[]) => this.settle(({ resolve }) => resolve(answers)));
    this.worker.on('error', (fault) => this.end(fault));
    this.worker.on('exit', () => this.end(new Error('the thread ended')));
  }

  /** One batch at a time; a batch that fails ends the thread. */
  async answer(questions: readonly PlannedOnce[]): Promise<readonly Repriced[]> {
    if (!this.worker) {
      await nextTurn();
      return this.here!(questions);
    }
    if (this.ended) throw this.ended;
    const answered = new Promise<readonly Repriced[]>((resolve, reject) => {
      const late = () => void this.close(new Error('re-pricing took too long'));
      const deadline = setTimeout(late, ONE_QUESTION_MS_MAX * questions.length);
      this.waiting = { resolve, reject, deadline };
    });
    this.worker.postMessage(questions);
    return answered;
  }

  async close(why = new Error('the run ends')): Promise<void> {
    this.end(why);
    await this.worker?.terminate();
  }

  private end(fault: Error): void {
    this.ended ??= fault;
    this.settle(({ reject }) => reject(fault));
  }

  private settle(how: (waiting: Waiting) => void): void {
    const { waiting } = this;
    if (!waiting) return;
    this.waiting = undefined;
    clearTimeout(waiting.deadline);
    how(waiting);
  }
}
