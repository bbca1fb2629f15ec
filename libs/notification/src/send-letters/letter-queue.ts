import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs, type Transaction, UnitOfWork } from '@okuru/platform';
import { LetterOutboxStore } from './letter-outbox.store.js';
import { ATTEMPTS_MAX } from './retry.js';
import { LETTERS_PER_DRAIN_MAX, SendLetters } from './send-letters.handler.js';

const QUEUE = 'letters';
/** Drains at once in one process; more would only wait for the same mail server. */
const DRAINS_MAX = 2;
const SWEEP_EVERY_MS = 5_000;

/** Wakes drains: after each commit that left letters, and every few seconds for letters nobody woke anybody for. */
@Injectable()
export class LetterQueue implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly unitOfWork: UnitOfWork,
    private readonly letters: LetterOutboxStore,
    private readonly sendLetters: SendLetters,
  ) {}

  onModuleInit(): void {
    this.jobs.work(QUEUE, () => this.drain(), { concurrency: DRAINS_MAX });
    this.jobs.sweepEvery(QUEUE, SWEEP_EVERY_MS, () => this.findDue());
  }

  wakeAfter(tx: Pick<Transaction, 'afterCommit'>, letters: number): void {
    if (letters > 0)
      tx.afterCommit(() => drainsFor(letters).forEach((drain) => void this.jobs.enqueue(QUEUE, drain)));
  }

  private async drain(): Promise<void> {
    if (await this.sendLetters.drain()) await this.jobs.enqueue(QUEUE, {});
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
