import { type Heard, Hears, type Transaction } from '@okuru/platform';
import { Controller } from '@nestjs/common';
import { ChangeItems } from '../item-master/change-items.js';
import { GRAMS_MAX } from '../item-master/item-draft.js';
import { ItemStore } from '../item-master/item.store.js';

/** Parcels of a single item went over the scales: a weight nobody knew is entered; one that somebody stated stays. */
@Controller()
export class LearnWeights {
  constructor(
    private readonly items: ItemStore,
    private readonly changeItems: ChangeItems,
  ) {}

  @Hears('inventory', 'item.weighed', { batch: true })
  async learn(events: Heard<'item.weighed'>[], tx: Transaction): Promise<void> {
    // Before the facts are read, so that two batches cannot both find the weight unknown.
    await this.items.lockCatalogue(tx);
    const known = await this.items.facts(
      tx,
      events.map(({ data }) => data.sku),
    );
    const drafts = new Map(
      events.flatMap(({ data: { sku, weightGrams } }) => {
        const item = known.get(sku);
        return item && item.weightGrams === null && weightGrams <= GRAMS_MAX
          ? [[sku, { ...item, weightGrams }] as const]
          : [];
      }),
    );
    if (drafts.size > 0) await this.changeItems.change(tx, [...drafts.values()]);
  }
}
