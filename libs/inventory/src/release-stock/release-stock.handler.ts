import { fact, type Heard, Hears, type Transaction } from '@okuru/platform';
import { Controller } from '@nestjs/common';
import { ServeQueue } from '../backorder/serve-queue.js';
import { DemandStore } from '../reservation/demand.store.js';
import { type Reservation, ReservationStore } from '../reservation/reservation.store.js';
import type { StockChange } from '../stock-ledger/stock-change.js';
import { StockStore } from '../stock-ledger/stock.store.js';

/**
 * No parcel of these orders will leave: what they hold is free again, their places in the queue are given up, and the freed
 * stock serves those who still wait. An order not yet heard of becomes a tombstone, so that it will reserve nothing.
 */
@Controller()
export class ReleaseStock {
  constructor(
    private readonly demands: DemandStore,
    private readonly stock: StockStore,
    private readonly reservations: ReservationStore,
    private readonly queue: ServeQueue,
  ) {}

  @Hears('inventory', 'parcels.voided', { batch: true })
  async release(events: Heard<'parcels.voided'>[], tx: Transaction): Promise<void> {
    const heard = [...new Set(events.map((event) => event.data.orderId))];
    const known = await this.demands.leaveTombstones(tx, heard);
    if (known.length === 0) return;

    const locked = await this.stock.lock(tx, await this.reservations.skusOf(tx, known));
    const voided = await this.demands.voidPlaced(tx, known);
    if (voided.length === 0) return;

    const lines = await this.reservations.linesByOrder(tx, voided);
    await this.reservations.release(tx, voided);
    for (const orderId of voided) {
      tx.publish(fact('stock.released', { orderId, lines: heldUnits(lines.get(orderId) ?? []) }));
    }
    const changes = await this.queue.after(tx, locked, [...lines.values()].flat().map(givenBack));
    await this.stock.change(tx, changes);
  }
}

const heldUnits = (lines: readonly Reservation[]) =>
  lines.filter((line) => line.held > 0).map(({ lineId, sku, held }) => ({ lineId, sku, quantity: held }));

const givenBack = ({ sku, held, waiting }: Reservation): StockChange => ({
  sku,
  reserved: -held,
  waiting: -waiting,
});
