import { Controller } from '@nestjs/common';
import { type Heard, Hears, type Transaction } from '@okuru/platform';
import { ItemLots } from '../lots/item-lots.store.js';
import { LotRulesNow } from '../lots/lot-rules.store.js';
import { ParcelLots } from '../lots/parcel-lots.store.js';
import { PickBatches } from './pick-batch.store.js';
import { PickLots } from './pick-lots.store.js';

/** The lots of an item changed: parcels know where their units came from, and walks that wait for a lot get one. */
@Controller()
export class PromiseLots {
  constructor(
    private readonly itemLots: ItemLots,
    private readonly parcelLots: ParcelLots,
    private readonly batches: PickBatches,
    private readonly pickLots: PickLots,
    private readonly rules: LotRulesNow,
  ) {}

  @Hears('shipping', 'lots.changed', { batch: true })
  async changed(events: Heard<'lots.changed'>[], tx: Transaction): Promise<void> {
    const facts = events.map(({ data }) => data);
    await this.parcelLots.booked(
      tx,
      facts.flatMap(({ sku, left }) => left.map((one) => ({ ...one, sku }))),
    );
    await this.itemLots.remember(tx, facts);
    const skus = [...new Set(facts.map(({ sku }) => sku))];
    if ((await this.pickLots.waitingFor(tx, skus)).length === 0) return;
    // Looked at once more behind the lock: somebody may have promised them lots meanwhile.
    await this.batches.oneStarter(tx);
    const waiting = await this.pickLots.waitingFor(tx, skus);
    await this.pickLots.lock(tx, waiting);
    const { usableUntilMin } = await this.rules.read(tx);
    for (const batchId of waiting) await this.pickLots.promise(tx, batchId, usableUntilMin);
  }
}
