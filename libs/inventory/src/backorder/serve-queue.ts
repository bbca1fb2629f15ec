import { fact, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { allocatable, allocate, type Grant } from '../allocation/allocate.js';
import { ItemStore } from '../item-master/item.store.js';
import { MissingUnits } from '../missing-units/missing-units.store.js';
import { replaceFirst } from '../missing-units/replace-first.js';
import { replacedFacts } from '../missing-units/replacement-facts.js';
import { DemandStore } from '../reservation/demand.store.js';
import { lineKey } from '../reservation/line-key.js';
import { ReservationStore } from '../reservation/reservation.store.js';
import { reservedLine, waitingUnits } from '../reservation/reserved-line.js';
import { rowsAfter, type StockChange, type StockRow } from '../stock-ledger/stock-change.js';
import { QueueStore } from './queue.store.js';

/**
 * Hands free stock to the orders that wait for it, first come, first served. What a parcel on the table lacks is stated as
 * replaced, all else as a further reservation of its order.
 * Whatever frees stock asks it with the locked rows and its own changes, and writes what it answers in one go.
 */
@Injectable()
export class ServeQueue {
  constructor(
    private readonly queue: QueueStore,
    private readonly demands: DemandStore,
    private readonly reservations: ReservationStore,
    private readonly items: ItemStore,
    private readonly missing: MissingUnits,
  ) {}

  /** The given changes and those that serving the queue adds to them. */
  async after(
    tx: Transaction,
    locked: ReadonlyMap<string, StockRow>,
    changes: readonly StockChange[],
  ): Promise<StockChange[]> {
    const levels = rowsAfter(locked.values(), changes);
    const offers = levels
      .map((level) => ({ sku: level.sku, units: Math.min(allocatable(level), level.waiting) }))
      .filter((offer) => offer.units > 0);
    if (offers.length === 0) return [...changes];
    const fronts = await this.queue.fronts(tx, offers);
    const grants = allocate([], levels, fronts).queued.filter((grant) => grant.granted > 0);
    await this.hand(tx, grants);
    const served = grants.map(({ line: { sku }, granted }) => ({
      sku,
      reserved: granted,
      waiting: -granted,
    }));
    return [...changes, ...served];
  }

  private async hand(tx: Transaction, grants: readonly Grant[]): Promise<void> {
    await this.reservations.serve(
      tx,
      grants.map(({ line: { orderId, lineId }, granted }) => ({ orderId, lineId, units: granted })),
    );
    const owed = await this.missing.owedTo(
      tx,
      grants.map(({ line }) => line),
    );
    const { replacements, others } = replaceFirst(grants, owed);
    await this.missing.replace(tx, replacements);
    for (const data of replacedFacts(replacements)) tx.publish(fact('stock.replaced', data));
    if (others.length) await this.reserve(tx, others);
  }

  private async reserve(tx: Transaction, grants: readonly Grant[]): Promise<void> {
    const orderIds = [...new Set(grants.map((grant) => grant.line.orderId))].sort();
    // The orders are locked before their lines are read: receipts of two skus may serve one order at the same time.
    const numbers = await this.demands.countReservation(tx, orderIds);
    const units = new Map(grants.map(({ line, granted }) => [lineKey(line), granted]));
    const lines = await this.reservations.linesByOrder(tx, orderIds);
    const items = await this.items.facts(
      tx,
      grants.map((grant) => grant.line.sku),
    );
    for (const [orderId, reservation] of numbers) {
      const ofOrder = lines.get(orderId) ?? [];
      const served = ofOrder.flatMap((line) => {
        const quantity = units.get(lineKey(line));
        return quantity === undefined ? [] : [reservedLine(line, quantity, items)];
      });
      const outstanding = waitingUnits(ofOrder);
      tx.publish(fact('stock.reserved', { orderId, reservation, lines: served, outstanding, cancelled: [] }));
    }
  }
}
