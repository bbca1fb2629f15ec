import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, UnitOfWork } from '@okuru/platform';
import { outboxFull } from './refusals.js';

/** How long an answer about the outbox is believed. */
const LOOK_AGAIN_MS = 1_000;

const UNSENT = 'SELECT count(*)::int AS unsent FROM (SELECT FROM outbox LIMIT $1) AS waiting';

/**
 * Stands before the intake: while more facts wait to be sent than may wait, no order is taken, since the disk would have
 * no end of them. An outage of the log fills the outbox slowly; the bound leaves it minutes.
 */
@Injectable()
export class IntakeDoor {
  private look: { readonly at: number; readonly isFull: Promise<boolean> } | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Pick<Config, 'outboxFactsMax'>,
  ) {}

  /** Throws the refusal when the outbox is full. */
  async pass(): Promise<void> {
    const now = performance.now();
    if (!this.look || now - this.look.at > LOOK_AGAIN_MS) this.look = { at: now, isFull: this.isFull() };
    if (await this.look.isFull) throw outboxFull();
  }

  private async isFull(): Promise<boolean> {
    const { outboxFactsMax } = this.config;
    const [row] = await this.unitOfWork.read((tx) =>
      tx.query<{ unsent: number }>(UNSENT, [outboxFactsMax + 1]),
    );
    return (row?.unsent ?? 0) > outboxFactsMax;
  }
}
