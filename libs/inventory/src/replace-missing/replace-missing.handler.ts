import { Clock, fact, type Heard, Hears, type Transaction } from '@okuru/platform';
import { Controller } from '@nestjs/common';
import { MoveStock } from '../backorder/move-stock.js';
import { CountTasks } from '../count-stock/count-tasks.store.js';
import { type EnteredUnits, MissingUnits } from '../missing-units/missing-units.store.js';
import { awaitedFacts } from '../missing-units/replacement-facts.js';
import { ReservationStore } from '../reservation/reservation.store.js';
import { StockStore } from '../stock-ledger/stock.store.js';
import { byLot } from './lots-written-off.js';
import { takeAway } from './take-away.js';

type Reported = Heard<'parcel.shortage-reported'>;

/**
 * Units are missing or damaged: the ledger writes them off, and their order lines wait for others at their own place in
 * the queue. What is free serves the queue at once, so that a replacement is there in the same transaction when there is one.
 */
@Controller()
export class ReplaceMissing {
  constructor(
    private readonly stock: StockStore,
    private readonly missing: MissingUnits,
    private readonly reservations: ReservationStore,
    private readonly moveStock: MoveStock,
    private readonly countTasks: CountTasks,
    private readonly clock: Clock,
  ) {}

  @Hears('inventory', 'parcel.shortage-reported', { batch: true })
  async replace(events: Reported[], tx: Transaction): Promise<void> {
    const heard = [...new Map(events.map(({ data }) => [data.reportId, data])).values()];
    const locked = await this.stock.lock(
      tx,
      heard.flatMap(({ lines }) => lines.map(({ sku }) => sku)),
    );
    const known = await this.missing.known(
      tx,
      heard.map(({ reportId }) => reportId),
    );
    const fresh = heard.filter(({ reportId }) => !known.has(reportId));
    if (fresh.length === 0) return;

    const orders = await this.reservations.linesByOrder(tx, [
      ...new Set(fresh.map(({ orderId }) => orderId)),
    ]);
    const taken = takeAway(fresh, [...orders.values()].flat(), locked.values());
    const at = this.clock.now();
    await this.missing.enter(tx, taken, at);
    await this.reservations.queueAgain(tx, owedUnits(taken));
    await this.moveStock.move(tx, locked, byLot(taken.flatMap(writtenOff), fresh), taken.map(queuedAgain));
    await this.countTasks.open(tx, taken.filter(isDoubtful).map(countTask), at);

    const reportIds = fresh.map(({ reportId }) => reportId);
    const awaited = await this.missing.startAwaiting(tx, reportIds, at);
    for (const data of awaitedFacts(awaited, at)) tx.publish(fact('stock.replacement-awaited', data));
  }
}

const owedUnits = (taken: readonly EnteredUnits[]) =>
  taken.filter(({ owed }) => owed > 0).map(({ orderId, lineId, owed }) => ({ orderId, lineId, units: owed }));

/** The report stands in the ledger as the operation that caused the movement. */
const writtenOff = ({ sku, cause, writtenOff: units, reportId, parcelId, orderId, lineId }: EnteredUnits) =>
  units > 0
    ? [
        {
          sku,
          kind: 'adjusted' as const,
          change: -units,
          reason: cause,
          opId: reportId,
          parcelId,
          orderId,
          lineId,
        },
      ]
    : [];

const queuedAgain = ({ sku, owed }: EnteredUnits) => ({ sku, reserved: -owed, waiting: owed });

/** The shelf holds something else than the books say. */
const isDoubtful = ({ cause }: EnteredUnits): boolean => cause === 'not-found';

const countTask = ({ sku, reportId }: EnteredUnits) => ({ sku, reportId });
