import type { EventData } from '@okuru/contracts';
import { fact, type Heard, Hears, type Transaction } from '@okuru/platform';
import { Controller } from '@nestjs/common';
import { allocate, type Grant } from '../allocation/allocate.js';
import { ItemStore } from '../item-master/item.store.js';
import type { StockChange } from '../stock-ledger/stock-change.js';
import { StockStore } from '../stock-ledger/stock.store.js';
import { DemandStore } from '../reservation/demand.store.js';
import { newLines } from './new-lines.js';
import { firstReservations } from './reservation-facts.js';
import { ReservationStore } from '../reservation/reservation.store.js';

/** Sets stock aside for a whole batch of orders; how many statements it takes does not depend on how many they are. */
@Controller()
export class ReserveStock {
  constructor(
    private readonly demands: DemandStore,
    private readonly stock: StockStore,
    private readonly reservations: ReservationStore,
    private readonly items: ItemStore,
  ) {}

  @Hears('inventory', 'order.placed', { batch: true })
  async reserve(events: Heard<'order.placed'>[], tx: Transaction): Promise<void> {
    const heard = events.map((event) => event.data);
    const opened = await this.demands.open(tx, heard);
    const known = heard.filter((order) => !opened.has(order.orderId));
    if (known.length) await this.answerTombstones(tx, known);
    const orders = heard.filter((order) => opened.delete(order.orderId));
    if (orders.length) await this.reserveFor(tx, orders);
  }

  /** Cancelled before it was heard: nothing to reserve, and whoever waits for the release hears it. */
  private async answerTombstones(
    tx: Transaction,
    known: readonly EventData<'order.placed'>[],
  ): Promise<void> {
    for (const orderId of await this.demands.meetTombstones(tx, known)) {
      tx.publish(fact('stock.released', { orderId, lines: [] }));
    }
  }

  private async reserveFor(tx: Transaction, orders: readonly EventData<'order.placed'>[]): Promise<void> {
    const lines = orders.flatMap(newLines);
    const skus = new Set(lines.map((line) => line.sku));
    const items = await this.items.facts(tx, skus);
    // A known item has had a stock row from its first day; an unknown sku gets one now, to queue at.
    const unknown = [...skus].filter((sku) => !items.has(sku));
    if (unknown.length) await this.stock.ensure(tx, unknown);

    const locked = await this.stock.lock(tx, skus);
    // Until the lock was ours, somebody may have entered and received what was unknown.
    if (unknown.length) for (const [sku, item] of await this.items.facts(tx, unknown)) items.set(sku, item);
    // No queue is read: a sku with a queue has nothing allocatable, and the table checks that.
    const { fresh } = allocate(lines, locked.values(), []);
    await this.stock.change(tx, fresh.map(stockChange));
    await this.reservations.insert(tx, fresh);

    const firsts = firstReservations(fresh, items);
    const withoutOne = firsts.filter((first) => !first.reserved).map((first) => first.orderId);
    if (withoutOne.length) await this.demands.countNone(tx, withoutOne);
    for (const { reserved, backordered } of firsts) {
      if (reserved) tx.publish(fact('stock.reserved', reserved));
      if (backordered) tx.publish(fact('stock.backordered', backordered));
    }
  }
}

const stockChange = ({ line: { sku }, granted, waiting }: Grant): StockChange => ({
  sku,
  reserved: granted,
  waiting,
});
