import { Worker } from 'node:worker_threads';
import type { Printed } from '../print/print-pdf.js';
import { DocumentFault } from '../words/document-fault.js';
import { type PrintJob, printJobs } from './print-jobs.js';

export interface PrintAsked {
  readonly id: number;
  readonly jobs: readonly PrintJob[];
  readonly createdAt: Date;
}
/** With `document` the data is at fault, without it we are. */
export type PrintAnswered =
  | { readonly id: number; readonly printed: Printed }
  | { readonly id: number; readonly fault: string; readonly document?: number };

/** So many print at once that another would wait too long: it is asked again in a moment. */
export class TooMuchToPrint extends Error {
  override readonly name = 'TooMuchToPrint';
}

/** Documents that wait for the thread at most, over all who ask. */
const WAITING_DOCUMENTS_MAX = 4_000;
/** A document has a bound of its lines, so that one which takes longer hangs; the first waits for the fonts besides. */
const ONE_DOCUMENT_MS_MAX = 2_000;
const START_MS_MAX = 30_000;

/** null: this process runs the TypeScript sources (Jest), for which there is no compiled worker; documents are then drawn in-process. */
const compiledWorker = (): URL | null =>
  import.meta.url.endsWith('.js') ? new URL('./print-thread.worker.js', import.meta.url) : null;

interface Waiting {
  readonly documents: number;
  readonly resolve: (printed: Printed) => void;
  readonly reject: (fault: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

/** Draws on one thread of its own, so that hundreds of labels keep nobody else waiting. The thread starts with the first of them. */
export class PrintThread {
  private worker: Worker | undefined;
  /** bound: WAITING_DOCUMENTS_MAX */
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private readonly file: URL | null = this.workerFile();

  /** One PDF of all of them. Throws a `DocumentFault` that says which cannot be printed, or `TooMuchToPrint`. */
  async print(jobs: readonly PrintJob[], createdAt: Date): Promise<Printed> {
    if (this.file === null) return printJobs(jobs, createdAt);
    const documents = jobs.length + this.documentsWaiting();
    if (this.waiting.size > 0 && documents > WAITING_DOCUMENTS_MAX)
      throw new TooMuchToPrint('too many documents wait to be printed');
    const worker = (this.worker ??= this.start(this.file));
    return new Promise((resolve, reject) => {
      const id = (this.lastId += 1);
      worker.postMessage({ id, jobs, createdAt } satisfies PrintAsked);
      const deadline = setTimeout(
        () => this.giveUp(new Error('printing took too long')),
        START_MS_MAX + ONE_DOCUMENT_MS_MAX * documents,
      );
      this.waiting.set(id, { documents: jobs.length, resolve, reject, deadline });
    });
  }

  /** With the module whose provider it is. */
  async onModuleDestroy(): Promise<void> {
    const { worker } = this;
    this.giveUp(new TooMuchToPrint('the process ends'));
    await worker?.terminate();
  }

  /** A test names another file. */
  protected workerFile(): URL | null {
    return compiledWorker();
  }

  private documentsWaiting(): number {
    return [...this.waiting.values()].reduce((sum, { documents }) => sum + documents, 0);
  }

  private start(file: URL): Worker {
    const worker = new Worker(file);
    worker.unref();
    worker.on('message', (answered: PrintAnswered) => this.answered(answered));
    worker.on('error', (fault) => this.worker === worker && this.giveUp(fault));
    worker.on('exit', () => this.worker === worker && this.giveUp(new Error('the printing thread ended')));
    return worker;
  }

  private answered(answered: PrintAnswered): void {
    const waiting = this.waiting.get(answered.id);
    if (!waiting) return;
    this.waiting.delete(answered.id);
    clearTimeout(waiting.deadline);
    if ('printed' in answered) {
      const { pdf, ...rest } = answered.printed;
      return waiting.resolve({ ...rest, pdf: Buffer.from(pdf) }); // a Buffer comes out of a thread as plain bytes
    }
    const { fault, document } = answered;
    waiting.reject(document === undefined ? new Error(fault) : new DocumentFault(fault, document));
  }

  /** Everything that waits fails; the next document starts a new thread. */
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
