import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, CONFIG, type Config, Timers, UnitOfWork, type Transaction } from '@okuru/platform';
import { forgetOldRehearsals } from '../rehearse-order/rehearsal.store.js';

const TIMER = 'forget-old-keys';
const EVERY_MS = 3_600_000;
/** A storefront that repeats a request later than this places a new one; its reference still stops a second order. */
const KEPT_MS = 30 * 86_400_000;
/** After a full batch: more is waiting, and an hour's pause would let the table grow at more than three orders a second. */
const NEXT_BATCH_MS = 1_000;
/** Rows taken at once, so that the clearing never holds up the intake. */
const ROWS_MAX = 10_000;

/** Clears answered idempotency keys once nobody repeats them any more, and rehearsals of which nobody waits for the answer. */
@Injectable()
export class ForgetOldKeys implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    this.timers.onDue(TIMER, (_due, tx) => this.forget(tx));
    await this.unitOfWork.run((tx) => this.scheduleAt(tx, this.clock.now()));
  }

  private async forget(tx: Transaction): Promise<void> {
    const { retentionDivisor: divisor } = this.config;
    const gone = await tx.query(
      `DELETE FROM idempotency WHERE ctid IN (
         SELECT ctid FROM idempotency WHERE created_at < now() - $1 * interval '1 millisecond'
         ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
      [KEPT_MS / divisor, ROWS_MAX],
    );
    await forgetOldRehearsals(tx);
    const pauseMs = gone.length < ROWS_MAX ? Math.max(NEXT_BATCH_MS, EVERY_MS / divisor) : NEXT_BATCH_MS;
    await this.scheduleAt(tx, new Date(this.clock.now().getTime() + pauseMs));
  }

  private scheduleAt(tx: Transaction, dueAt: Date): Promise<void> {
    return this.timers.schedule(tx, [{ kind: TIMER, key: 'all', dueAt }]);
  }
}
