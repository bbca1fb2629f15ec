import { Controller } from '@nestjs/common';
import { Hears, type Heard, type Transaction } from '@okuru/platform';
import { ItemNames } from './item-names.store.js';

/** The catalogue speaks: names and barcodes for the scanning table. */
@Controller()
export class RememberItems {
  constructor(private readonly items: ItemNames) {}

  @Hears('shipping', 'item.changed', { batch: true })
  async changed(events: Heard<'item.changed'>[], tx: Transaction): Promise<void> {
    await this.items.remember(
      tx,
      events.map(({ data }) => data),
    );
  }
}
