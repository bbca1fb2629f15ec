import { createHash } from 'node:crypto';
import type { ServiceName } from '@okuru/contracts';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { Repeating } from '../clock/repeating.js';
import { logger } from '../telemetry/logger.js';
import { type JobQueue, type JobsBackend, type JobWorker, openQueue, openWorker } from './jobs-backend.js';
import { Seldom } from './seldom.js';
import { within } from './within.js';

/** An enqueue that has no answer by then is given up; the sweeper makes up for it. */
const ENQUEUE_MS_MAX = 2_000;
/** Enqueues waiting for an answer at once; more would only fill the memory while the backend is away. */
const ENQUEUES_UNDER_WAY_MAX = 500;
const SWEPT_JOBS_MAX = 1_000;
const CLOSE_MS_MAX = 10_000;
const TOLD_EVERY_MS = 10_000;

/** Eight tries over about two minutes, then the job is dropped: what it was for is in the database, and the sweeper looks there. */
const JOB_OPTIONS: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
};

export interface WorkOptions {
  /** Jobs of the queue this process handles at a time; 1 when not given. */
  readonly concurrency?: number;
}

export interface EnqueueOptions {
  /** At most one job of this id waits; one given while it runs follows it. */
  readonly jobId?: string;
  /** For retries only: business time is kept by timers. */
  readonly delayMs?: number;
}

interface Work {
  readonly handler: (data: unknown) => Promise<void>;
  readonly concurrency: number;
}

/**
 * Wake-up calls for work that lies in the database of one service. Handlers may run twice and find nothing to do; a lost
 * job costs time, never work, because each queue has a sweeper that finds what should have one.
 */
export class Jobs implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = logger('jobs');
  private readonly seldom = new Seldom(TOLD_EVERY_MS);
  private readonly works = new Map<string, Work>();
  private readonly sweepers: Repeating[] = [];
  private readonly queues = new Map<string, JobQueue>();
  private workers: JobWorker[] = [];
  private enqueuesUnderWay = 0;
  private closed = false;

  constructor(
    private readonly service: ServiceName,
    private readonly backend: JobsBackend,
  ) {}

  /** Register in `onModuleInit`; the workers start when the application does. */
  work(
    queue: string,
    handler: (data: unknown) => Promise<void>,
    { concurrency = 1 }: WorkOptions = {},
  ): void {
    if (this.works.has(queue)) throw new Error(`Queue ${queue} has a handler already`);
    this.works.set(queue, { handler, concurrency });
  }

  /** Never throws and never waits long, so that nobody's transaction depends on the backend. */
  async enqueue(queue: string, data: object, { jobId, delayMs }: EnqueueOptions = {}): Promise<void> {
    const deduplication = jobId === undefined ? {} : { deduplication: { id: jobId, keepLastIfActive: true } };
    await this.add(queue, data, { ...deduplication, ...(delayMs === undefined ? {} : { delay: delayMs }) });
  }

  /** `find` lists what should have a job at this moment; what has one that waits or runs gets no second. */
  sweepEvery(queue: string, everyMs: number, find: () => Promise<object[]>): void {
    const sweep = async (): Promise<void> => {
      const found = (await find()).slice(0, SWEPT_JOBS_MAX);
      for (const data of found) await this.add(queue, data, { deduplication: { id: idOf(data) } });
    };
    this.sweepers.push(
      new Repeating(sweep, everyMs, (fault) =>
        this.log.error({ service: this.service, queue, fault }, 'a sweep failed'),
      ),
    );
  }

  onApplicationBootstrap(): void {
    for (const [queue, { handler, concurrency }] of this.works) {
      this.workers.push(
        openWorker(this.backend, this.nameOf(queue), handler, {
          concurrency,
          onFault: (fault) => this.tell(queue, fault, 'a worker lost its backend'),
          onFailed: (fault, attempt, givenUp) =>
            this.log[givenUp ? 'error' : 'warn'](
              { service: this.service, queue, fault, attempt },
              givenUp ? 'a job was given up' : 'a job failed and is tried again',
            ),
        }),
      );
    }
    for (const sweeper of this.sweepers) sweeper.start();
  }

  /** Lets the jobs under way finish, for a bounded time. */
  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    await Promise.all(this.sweepers.map((sweeper) => sweeper.stop()));
    await Promise.all(this.workers.map(closeOrCut));
    await Promise.all([...this.queues.values()].map(closeOrCut));
    this.workers = [];
    this.queues.clear();
  }

  private async add(queue: string, data: object, options: JobsOptions): Promise<void> {
    if (this.closed) return;
    if (this.enqueuesUnderWay >= ENQUEUES_UNDER_WAY_MAX) {
      this.tell(queue, undefined, 'too many jobs wait to be enqueued; the sweeper will find them');
      return;
    }
    try {
      await within(ENQUEUE_MS_MAX, this.addNow(queue, data, options));
    } catch (fault) {
      this.tell(queue, fault, 'a job could not be enqueued; the sweeper will find it');
    }
  }

  private async addNow(queue: string, data: object, options: JobsOptions): Promise<void> {
    this.enqueuesUnderWay += 1;
    try {
      await this.queue(queue).add(queue, data, { ...JOB_OPTIONS, ...options });
    } finally {
      this.enqueuesUnderWay -= 1;
    }
  }

  private queue(queue: string): JobQueue {
    const open =
      this.queues.get(queue) ??
      openQueue(this.backend, this.nameOf(queue), (fault) =>
        this.tell(queue, fault, 'a queue lost its backend'),
      );
    this.queues.set(queue, open);
    return open;
  }

  private nameOf(queue: string): string {
    return `${this.service}-${queue}`;
  }

  private tell(queue: string, fault: unknown, message: string): void {
    this.seldom.say((unsaid) => this.log.warn({ service: this.service, queue, fault, unsaid }, message));
  }
}

const idOf = (data: object): string =>
  createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 32);

/** What does not close in time is cut off: its jobs are taken over by another worker. */
const closeOrCut = async (open: { close(): Promise<void>; disconnect(): Promise<void> }): Promise<void> => {
  await within(CLOSE_MS_MAX, open.close()).catch(() => open.disconnect().catch(() => undefined));
};
