import { Controller } from '@nestjs/common';
import { Hears, type Heard, type Transaction } from '@okuru/platform';
import { keepAnswered, keepStocked } from './rehearsal.store.js';
import { Rehearsals } from './rehearsals.js';

/** Puts what the others say of a rehearsal where whoever waits for it finds it. */
@Controller()
export class RehearsalListener {
  constructor(private readonly rehearsals: Rehearsals) {}

  @Hears('order', 'rehearsal.stocked', { batch: true })
  async stocked(events: Heard<'rehearsal.stocked'>[], tx: Transaction): Promise<void> {
    await keepStocked(
      tx,
      events.map(({ data }) => data),
    );
    tx.afterCommit(() => this.rehearsals.wake());
  }

  @Hears('order', 'rehearsal.answered', { batch: true })
  async answered(events: Heard<'rehearsal.answered'>[], tx: Transaction): Promise<void> {
    await keepAnswered(
      tx,
      events.map(({ data }) => data),
    );
    tx.afterCommit(() => this.rehearsals.wake());
  }
}
