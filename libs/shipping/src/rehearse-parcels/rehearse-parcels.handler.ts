import { setImmediate as nextTurn } from 'node:timers/promises';
import { Controller } from '@nestjs/common';
import { isRehearsalAwaited, type EventData, type RehearsalPlan } from '@okuru/contracts';
import {
  Clock,
  fact,
  factId,
  Hears,
  logger,
  TryAgainError,
  type Heard,
  type Transaction,
} from '@okuru/platform';
import { demandsOf } from '../plan-parcels/plan-units.js';
import { PlanningTablesSource, type ShopTables } from '../plan-parcels/planning-tables.js';
import { rehearsePlan } from './rehearse-plan.js';
import { rehearsedOrder, rehearsedUnits } from './rehearsed-units.js';

/** Real orders may stand behind: a batch plans rehearsals for so long, and the rest is told to ask again. */
const PLANNING_MS_MAX = 2_000;

/** Plans orders that are only rehearsed, and writes nothing but the answers. */
@Controller()
export class RehearseParcels {
  private readonly log = logger('rehearse-parcels');

  constructor(
    private readonly tables: PlanningTablesSource,
    private readonly clock: Clock,
  ) {}

  @Hears('shipping', 'rehearsal.stocked', { batch: true })
  async rehearse(events: Heard<'rehearsal.stocked'>[], tx: Transaction): Promise<void> {
    const now = this.clock.now();
    const awaited = events.filter(({ time }) => isRehearsalAwaited(time, now));
    if (awaited.length === 0) return;
    const tables = await this.tables.now(tx);
    const planUntil = performance.now() + PLANNING_MS_MAX;
    for (const { data } of awaited) {
      const plan = performance.now() < planUntil ? await this.planOf(data, tables) : null;
      const { rehearsalId } = data;
      tx.publish(
        fact('rehearsal.answered', { rehearsalId, plan }, factId('rehearsal.answered', rehearsalId)),
      );
    }
  }

  /**
   * null when it cannot be planned now. A rehearsal is never tried again and never set aside: nobody's goods wait for
   * it, and somebody who repeats one that fails must not fill the dead letters. No statement is sent in here, so nothing
   * of the transaction is lost with the fault.
   */
  private async planOf(
    stocked: EventData<'rehearsal.stocked'>,
    tables: ShopTables,
  ): Promise<RehearsalPlan | null> {
    try {
      const { now, later } = rehearsedUnits(stocked);
      for (const units of [now, later]) {
        for (const demand of demandsOf(units, rehearsedOrder(stocked, tables.carriers), 0, tables.day))
          await this.tables.prepare(demand, tables);
      }
      await nextTurn();
      return rehearsePlan(stocked, tables);
    } catch (fault) {
      if (!(fault instanceof TryAgainError)) this.log.error({ fault }, 'a rehearsal could not be planned');
      return null;
    }
  }
}
