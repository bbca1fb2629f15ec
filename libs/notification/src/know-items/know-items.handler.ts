import { Controller } from '@nestjs/common';
import { type Heard, Hears, type Transaction } from '@okuru/platform';
import { ItemNameStore } from './item-name.store.js';

@Controller()
export class KnowItemsHandler {
  constructor(private readonly names: ItemNameStore) {}

  @Hears('notification', 'item.changed', { batch: true })
  async itemChanged(events: Heard<'item.changed'>[], tx: Transaction): Promise<void> {
    await this.names.put(
      tx,
      events.map(({ data }) => data),
    );
  }
}
