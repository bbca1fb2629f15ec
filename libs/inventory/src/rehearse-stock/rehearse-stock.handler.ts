import { isRehearsalAwaited } from '@okuru/contracts';
import { Clock, fact, factId, type Heard, Hears, type Transaction } from '@okuru/platform';
import { Controller } from '@nestjs/common';
import { ItemStore } from '../item-master/item.store.js';
import { StockStore } from '../stock-ledger/stock.store.js';
import { rehearsedStock } from './rehearsed-stock.js';

/** Says what stock has for orders that are only rehearsed: two reads for a whole batch, no row locked, nothing changed. */
@Controller()
export class RehearseStock {
  constructor(
    private readonly stock: StockStore,
    private readonly items: ItemStore,
    private readonly clock: Clock,
  ) {}

  @Hears('inventory', 'rehearsal.asked', { batch: true })
  async rehearse(events: Heard<'rehearsal.asked'>[], tx: Transaction): Promise<void> {
    const now = this.clock.now();
    const asked = events.filter(({ time }) => isRehearsalAwaited(time, now)).map(({ data }) => data);
    if (asked.length === 0) return;
    const skus = new Set(asked.flatMap(({ question }) => question.lines.map(({ sku }) => sku)));
    const stock = await this.stock.look(tx, skus);
    const items = await this.items.facts(tx, skus);
    for (const one of asked) {
      const id = factId('rehearsal.stocked', one.rehearsalId);
      tx.publish(fact('rehearsal.stocked', rehearsedStock(one, now, stock, items), id));
    }
  }
}
