import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, CONFIG, type Config, Jobs, type Transaction, UnitOfWork } from '@okuru/platform';
import { addAnswer } from './figures.js';
import { PlannedOnceStore } from './planned-once.store.js';
import { WhatIfThread } from './what-if-thread.js';
import { WhatIfStore, type WhatIfRun } from './what-if.store.js';

const QUEUE = 'what-if';
const SWEEP_EVERY_MS = 10_000;
/** Questions answered between two signs of progress. */
const BATCH_MAX = 50;
/** Runs in a row that end without having answered a single batch. */
const TRIES_MAX = 5;

/** Answers what-if questions one after the other, batch by batch on a thread; a restart goes on where it stopped. */
@Injectable()
export class RunWhatIf implements OnModuleInit {
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly whatIfs: WhatIfStore,
    private readonly planned: PlannedOnceStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.work(QUEUE, (data) => this.run((data as { whatIfId: string }).whatIfId));
    this.jobs.sweepEvery(QUEUE, SWEEP_EVERY_MS, () =>
      this.unitOfWork.read(async (tx) =>
        (await this.whatIfs.unfinished(tx)).map((whatIfId) => ({ whatIfId })),
      ),
    );
  }

  /** The process ends: the batch under way is the last. */
  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  wakeAfter(tx: Pick<Transaction, 'afterCommit'>, whatIfId: string): void {
    tx.afterCommit(() => void this.jobs.enqueue(QUEUE, { whatIfId }, { jobId: whatIfId }));
  }

  async run(whatIfId: string): Promise<void> {
    const begun = await this.unitOfWork.run((tx) => this.whatIfs.begin(tx, whatIfId, TRIES_MAX));
    if (begun?.state !== 'running') return;
    const thread = new WhatIfThread(begun.now, begun.then);
    try {
      let run: WhatIfRun | undefined = begun;
      while (run && !this.stopped) run = await this.batch(run, thread);
    } finally {
      await thread.close();
    }
  }

  /** The run with one batch more; undefined at its end, and when another process has taken it over. */
  private async batch(run: WhatIfRun, thread: WhatIfThread): Promise<WhatIfRun | undefined> {
    const questions = await this.unitOfWork.read((tx) =>
      this.planned.page(tx, run, this.config.timeZone, run.after, BATCH_MAX),
    );
    const last = questions.at(-1);
    if (!last) {
      await this.unitOfWork.run((tx) => this.whatIfs.finish(tx, run, this.clock.now()));
      return undefined;
    }
    const figures = (await thread.answer(questions)).reduce(addAnswer, run.figures);
    const isOurs = await this.unitOfWork.run((tx) => this.whatIfs.save(tx, run, figures, last.parcelId));
    return isOurs ? { ...run, figures, after: last.parcelId } : undefined;
  }
}
