import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, UnitOfWork } from '@okuru/platform';
import { outboxFull } from './refusals.js';

/** After this an answer about the outbox is asked for anew, while it still holds. */
const LOOK_AGAIN_MS = 1_000;
/** So long an answer is believed: nobody waits for a look under way, unless the last one was long ago. */
const BELIEVED_MS = 5_000;

const UNSENT = 'SELECT count(*)::int AS unsent FROM (SELECT FROM outbox LIMIT $1) AS waiting';

/**
 * Asked before an order is taken: while more facts wait to be sent than may wait, no order is taken, since the disk would have
 * no end of them. An outage of the log fills the outbox slowly; the bound leaves it minutes.
 */
@Injectable()
export class OutboxRoom {
  private known: { readonly at: number; readonly isFull: boolean } | undefined;
  private looking: Promise<boolean> | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Pick<Config, 'outboxFactsMax'>,
  ) {}

  /** Throws the refusal when the outbox is full. */
  async requireRoom(): Promise<void> {
    const age = performance.now() - (this.known?.at ?? -Infinity);
    if (age > LOOK_AGAIN_MS) void this.look();
    const isFull = this.known && age < BELIEVED_MS ? this.known.isFull : await this.look();
    if (isFull) throw outboxFull();
  }

  /** Requests arriving together share one look; whoever waits for it hears of its fault. */
  private look(): Promise<boolean> {
    if (this.looking) return this.looking;
    const looking = this.isFull().finally(() => (this.looking = undefined));
    looking.then(
      (isFull) => (this.known = { at: performance.now(), isFull }),
      () => undefined,
    );
    this.looking = looking;
    return looking;
  }

  private async isFull(): Promise<boolean> {
    const { outboxFactsMax } = this.config;
    const [row] = await this.unitOfWork.ask((tx) =>
      tx.query<{ unsent: number }>(UNSENT, [outboxFactsMax + 1]),
    );
    return (row?.unsent ?? 0) > outboxFactsMax;
  }
}
