import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs, type Transaction, UnitOfWork } from '@okuru/platform';
import { LetterOutboxStore } from './letter-outbox.store.js';
import { LETTERS_PER_DRAIN_MAX, LettersInHand } from './letters-in-hand.js';
import { ATTEMPTS_MAX } from './retry.js';

const QUEUE = 'letters';
/** Drains at once in one process; more would only wait for the same mail server. */
const DRAINS_MAX = 2;
/** A job ends by then, and another one goes on, so that processes take turns. */
const DRAINING_MS_MAX = 60_000;
const SWEEP_EVERY_MS = 5_000;

/**
 * Wakes drains for letters that are in nobody's hands: after each commit that left some, and every few seconds for those
 * that nobody woke anybody for. A drain goes on until nothing is left, so a busy hour needs few jobs.
 */
@Injectable()
export class LetterQueue implements OnModuleInit {
  private drains = 0;
  private wokenMeanwhile = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly unitOfWork: UnitOfWork,
    private readonly letters: LetterOutboxStore,
    private readonly hand: LettersInHand,
  ) {}

  onModuleInit(): void {
    this.jobs.work(QUEUE, () => this.drain(), { concurrency: DRAINS_MAX });
    this.jobs.sweepEvery(QUEUE, SWEEP_EVERY_MS, () => this.findDue());
  }

  wakeAfter(tx: Pick<Transaction, 'afterCommit'>, letters: number): void {
    if (letters > 0) tx.afterCommit(() => this.wake(letters));
  }

  private wake(letters: number): void {
    this.wokenMeanwhile = true;
    if (this.drains < DRAINS_MAX) drainsFor(letters).forEach((drain) => void this.jobs.enqueue(QUEUE, drain));
  }

  private async drain(): Promise<void> {
    const until = performance.now() + DRAINING_MS_MAX;
    this.drains += 1;
    try {
      do this.wokenMeanwhile = false;
      while (((await this.hand.drain()) || this.wokenMeanwhile) && performance.now() < until);
    } finally {
      this.drains -= 1;
    }
    if (performance.now() >= until) await this.jobs.enqueue(QUEUE, {});
  }

  private findDue(): Promise<object[]> {
    return this.unitOfWork.run(async (tx) => {
      await this.letters.takeBack(tx, ATTEMPTS_MAX);
      return drainsFor(await this.letters.dueCount(tx, LETTERS_PER_DRAIN_MAX * DRAINS_MAX));
    });
  }
}

/** As many drains as the letters keep busy. */
const drainsFor = (letters: number): object[] =>
  Array.from({ length: Math.min(Math.ceil(letters / LETTERS_PER_DRAIN_MAX), DRAINS_MAX) }, (_, nth) => ({
    nth,
  }));
