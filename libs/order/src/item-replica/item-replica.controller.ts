import { Controller, Get } from '@nestjs/common';
import { Hears, Roles, UnitOfWork, type Heard, type Transaction } from '@okuru/platform';
import { catalogueVersion, keepItems } from './item-replica.store.js';

/** The items an order may name, as heard from inventory. */
@Controller('v1/catalogue')
export class ItemReplicaController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Hears('order', 'item.changed', { batch: true })
  async changed(events: Heard<'item.changed'>[], tx: Transaction): Promise<void> {
    await keepItems(
      tx,
      events.map(({ data }) => data),
    );
  }

  /** How far the order service has heard the catalogue; whoever imported items waits for it here. */
  @Get()
  @Roles('storefront', 'warehouse', 'ops')
  async show(): Promise<{ catalogueVersion: number }> {
    return { catalogueVersion: await this.unitOfWork.read(catalogueVersion) };
  }
}
