import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { RehearsalQuestion } from '@okuru/contracts';
import { Bell, CONFIG, fact, logger, newId, UnitOfWork, type Config } from '@okuru/platform';
import type { AnsweredRehearsal } from './rehearsal-answer.js';
import {
  processEnds,
  rehearsalNotPlanned,
  rehearsalTooLate,
  tooManyRehearsals,
  type Silent,
} from './rehearsal-refusals.js';
import { closeRehearsal, heardOf, openRehearsal, type HeardRehearsal } from './rehearsal.store.js';

interface Waiting {
  heard: HeardRehearsal;
  readonly resolve: (answer: AnsweredRehearsal) => void;
  readonly reject: (fault: Error) => void;
}

/** Rehearsals that wait in one process; one more is told to come back. */
export const WAITING_MAX = 200;
/** An answer heard here wakes those who wait at once; one heard by another process is found after this. */
const LOOK_EVERY_MS = 50;
const NOTHING: HeardRehearsal = { stocked: null, answered: null };

/**
 * Asks what would become of an order and waits for the answers, which any process of the order service may hear: they
 * meet in a table, and one look serves all who wait here. Nothing waits longer than the configuration says.
 */
@Injectable()
export class Rehearsals implements OnModuleDestroy {
  private readonly waiting = new Map<string, Waiting>();
  private readonly bell = new Bell();
  private readonly log = logger('rehearse-order');
  private looking = false;
  private ended = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Pick<Config, 'rehearsalWaitMs'>,
  ) {}

  /** Throws a refusal with Retry-After when no whole answer comes in time, too many wait, or the process ends. */
  async ask(question: RehearsalQuestion): Promise<AnsweredRehearsal> {
    if (this.ended) throw processEnds();
    if (this.waiting.size >= WAITING_MAX) throw tooManyRehearsals(WAITING_MAX);
    const rehearsalId = newId();
    const answered = this.waitFor(rehearsalId);
    try {
      await this.unitOfWork.run(async (tx) => {
        await openRehearsal(tx, rehearsalId);
        tx.publish(fact('rehearsal.asked', { rehearsalId, question }));
      });
      return await this.inTime(rehearsalId, answered);
    } finally {
      this.waiting.delete(rehearsalId);
      await this.close(rehearsalId);
    }
  }

  /** Something was heard: look now. */
  wake(): void {
    this.bell.ring();
  }

  /** Whoever waits is told so while requests can still be answered. */
  onModuleDestroy(): void {
    this.ended = true;
    for (const { reject } of this.waiting.values()) reject(processEnds());
    this.bell.ring();
  }

  private waitFor(rehearsalId: string): Promise<AnsweredRehearsal> {
    const answered = new Promise<AnsweredRehearsal>((resolve, reject) => {
      this.waiting.set(rehearsalId, { heard: NOTHING, resolve, reject });
    });
    // The process may end while the question is still being written, before anybody awaits the answer.
    answered.catch(() => undefined);
    return answered;
  }

  private async inTime(
    rehearsalId: string,
    answered: Promise<AnsweredRehearsal>,
  ): Promise<AnsweredRehearsal> {
    const waiting = this.waiting.get(rehearsalId);
    const { rehearsalWaitMs } = this.config;
    const deadline = setTimeout(
      () => waiting?.reject(rehearsalTooLate(silentIn(waiting.heard), rehearsalWaitMs)),
      rehearsalWaitMs,
    );
    void this.lookWhileAnybodyWaits();
    try {
      return await answered;
    } finally {
      clearTimeout(deadline);
    }
  }

  private async lookWhileAnybodyWaits(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    // bound: whoever waits has a deadline
    while (this.waiting.size > 0) {
      await this.look();
      await this.bell.wait(LOOK_EVERY_MS);
    }
    this.looking = false;
  }

  private async look(): Promise<void> {
    try {
      const heard = await this.unitOfWork.read((tx) => heardOf(tx, [...this.waiting.keys()]));
      for (const [rehearsalId, news] of heard) this.tell(rehearsalId, news);
    } catch (fault) {
      this.log.warn({ fault }, 'answers to rehearsals cannot be read now');
    }
  }

  private tell(rehearsalId: string, heard: HeardRehearsal): void {
    const waiting = this.waiting.get(rehearsalId);
    if (!waiting) return;
    waiting.heard = heard;
    const { stocked, answered } = heard;
    if (!stocked || !answered) return;
    if (answered.plan) waiting.resolve({ lines: stocked, plan: answered.plan });
    else waiting.reject(rehearsalNotPlanned());
  }

  /** What cannot be deleted now is deleted with what processes that were killed have left. */
  private async close(rehearsalId: string): Promise<void> {
    try {
      await this.unitOfWork.run((tx) => closeRehearsal(tx, rehearsalId));
    } catch (fault) {
      this.log.warn({ fault }, 'a rehearsal is left for the housekeeping');
    }
  }
}

const silentIn = ({ stocked, answered }: HeardRehearsal): Silent[] => [
  ...(stocked ? [] : (['inventory'] as const)),
  ...(answered ? [] : (['shipping'] as const)),
];
