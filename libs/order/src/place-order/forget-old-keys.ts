import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Timers, UnitOfWork, type Transaction } from '@okuru/platform';
import { forgetOldRehearsals } from '../rehearse-order/rehearsal.store.js';

const TIMER = 'forget-old-keys';
const EVERY_MS = 3_600_000;
/** A storefront that repeats a request later than this places a new one; its reference still stops a second order. */
const KEPT_DAYS = 30;
/** Rows taken at once, so that the clearing never holds up the intake. */
const ROWS_MAX = 10_000;

/** Clears answered idempotency keys once nobody repeats them any more, and rehearsals of which nobody waits for the answer. */
@Injectable()
export class ForgetOldKeys implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    this.timers.onDue(TIMER, (_due, tx) => this.forget(tx));
    await this.unitOfWork.run((tx) => this.scheduleAt(tx, this.clock.now()));
  }

  private async forget(tx: Transaction): Promise<void> {
    await tx.query(
      `DELETE FROM idempotency WHERE ctid IN (
         SELECT ctid FROM idempotency WHERE created_at < now() - make_interval(days => $1)
         ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [KEPT_DAYS, ROWS_MAX],
    );
    await forgetOldRehearsals(tx);
    await this.scheduleAt(tx, new Date(this.clock.now().getTime() + EVERY_MS));
  }

  private scheduleAt(tx: Transaction, dueAt: Date): Promise<void> {
    return this.timers.schedule(tx, [{ kind: TIMER, key: 'all', dueAt }]);
  }
}
