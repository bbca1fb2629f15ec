import { Worker } from 'node:worker_threads';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { TryAgainError } from '@okuru/platform';
import type { ChoiceTables } from './choice-tables.js';
import type { PackagingDemand } from './packaging-demand.js';
import { decideFrom, type Decide, type RecordedDecision } from './recorded-decision.js';

export interface DecisionAsked {
  readonly id: number;
  readonly demand: PackagingDemand;
  /** Absent: the same as of the message before. */
  readonly tables?: ChoiceTables;
}
export type DecisionAnswered =
  | { readonly id: number; readonly answer: RecordedDecision }
  | { readonly id: number; readonly fault: string };

/** Baskets that wait for the thread at most; a batch that finds no place is tried again later. */
const WAITING_MAX = 64;
/** The search is bounded by its work, so one that takes longer hangs. */
const ONE_BASKET_MS_MAX = 20_000;

/** null: this process runs the TypeScript sources (Jest), for which there is no compiled worker; it is then decided in-process. */
const compiledWorker = (): URL | null =>
  import.meta.url.endsWith('.js') ? new URL('./decision-thread.worker.js', import.meta.url) : null;

interface Waiting {
  readonly resolve: (answer: RecordedDecision) => void;
  readonly reject: (fault: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

/** Decides on heavy baskets on one thread of its own, beside intake and heartbeats. The thread starts with the first basket. */
@Injectable()
export class DecisionThread implements OnModuleDestroy {
  private worker: Worker | undefined;
  /** Tables are large and seldom change: the worker keeps those it was sent last. */
  private tablesSent: ChoiceTables | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private readonly file: URL | null = this.workerFile();

  async decide(...[demand, tables]: Parameters<Decide>): Promise<RecordedDecision> {
    if (this.file === null) {
      await nextTurn();
      return decideFrom(demand, tables);
    }
    if (this.waiting.size >= WAITING_MAX) throw new TryAgainError('too many baskets wait to be packed');
    const worker = (this.worker ??= this.start(this.file));
    return new Promise((resolve, reject) => {
      const id = (this.lastId += 1);
      worker.postMessage(this.messageOf(id, demand, tables)); // throws what cannot be sent: then nobody waits
      this.tablesSent = tables;
      const deadline = setTimeout(
        () => this.giveUp(new Error('packing took too long')),
        ONE_BASKET_MS_MAX * (this.waiting.size + 1),
      );
      this.waiting.set(id, { resolve, reject, deadline });
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

  private messageOf(id: number, demand: PackagingDemand, tables: ChoiceTables): DecisionAsked {
    const known = this.tablesSent;
    const isKnown = known && tableParts.every((part) => known[part] === tables[part]);
    return isKnown ? { id, demand } : { id, demand, tables: partsOf(tables) };
  }

  private start(file: URL): Worker {
    const worker = new Worker(file);
    worker.unref();
    worker.on('message', (answered: DecisionAnswered) => this.answered(answered));
    worker.on('error', (fault) => this.worker === worker && this.giveUp(fault));
    worker.on('exit', () => this.worker === worker && this.giveUp(new Error('the packing thread ended')));
    return worker;
  }

  private answered(answered: DecisionAnswered): void {
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
    this.tablesSent = undefined;
    for (const { reject, deadline } of this.waiting.values()) {
      clearTimeout(deadline);
      reject(fault);
    }
    this.waiting.clear();
    void worker?.terminate();
  }
}

const tableParts = ['packages', 'carriers', 'rules'] as const;

/** The planner's tables hold functions besides, which cannot be sent to a thread. */
const partsOf = ({ packages, carriers, rules }: ChoiceTables): ChoiceTables => ({
  packages,
  carriers,
  rules,
});
