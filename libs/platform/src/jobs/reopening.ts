import type { JobsOptions } from 'bullmq';
import { backoffMs, pause, type Backoff } from '../database/backoff.js';
import type { JobQueue, JobWorker } from './jobs-backend.js';

const BETWEEN_OPENINGS: Backoff = { firstMs: 200, maxMs: 5_000 };

interface Opened {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/**
 * A queue that is opened anew while its backend was never reached: on PostgreSQL BullMQ remembers for ever that the
 * first attempt failed, and answers every later question with that.
 */
export class ReopeningQueue implements JobQueue {
  private opened: (Opened & Pick<JobQueue, 'add'>) | undefined;

  constructor(private readonly open: () => Opened & Pick<JobQueue, 'add'>) {}

  async add(name: string, data: object, options: JobsOptions): Promise<unknown> {
    const queue = (this.opened ??= this.open());
    try {
      await queue.waitUntilReady();
    } catch (fault) {
      if (this.opened === queue) this.opened = undefined;
      leave(queue);
      throw fault;
    }
    return queue.add(name, data, options);
  }

  async close(): Promise<void> {
    await this.opened?.close();
  }

  async disconnect(): Promise<void> {
    await this.opened?.disconnect();
  }
}

/** The same for a worker, whose loop would ask without a pause and leave the process no time for anything else. */
export class ReopeningWorker implements JobWorker {
  private readonly closing = new AbortController();
  private opened: Opened | undefined;

  constructor(
    private readonly open: () => Opened & { run(): Promise<void> },
    private readonly onFault: (fault: unknown) => void,
  ) {
    void this.begin();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.opened?.close();
  }

  async disconnect(): Promise<void> {
    this.closing.abort();
    await this.opened?.disconnect();
  }

  private async begin(): Promise<void> {
    const { signal } = this.closing;
    // bound: until the backend was reached once, or nobody wants the worker any more
    for (let failures = 1; !signal.aborted; failures += 1) {
      const worker = this.open();
      this.opened = worker;
      try {
        await worker.waitUntilReady();
        if (!signal.aborted) worker.run().catch(this.onFault);
        return;
      } catch (fault) {
        this.onFault(fault);
        leave(worker);
        await pause(backoffMs(BETWEEN_OPENINGS, failures), signal);
      }
    }
  }
}

/** Nothing was reached, so nothing is owed to the other end. */
const leave = (opened: Opened): void => void opened.disconnect().catch(() => undefined);
