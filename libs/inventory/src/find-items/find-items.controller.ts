import type { ItemFacts } from '@okuru/contracts';
import { Roles, UnitOfWork } from '@okuru/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ItemStore } from '../item-master/item.store.js';
import { FindItemsQuery } from './find-items.dto.js';
import { FoundItems, type FoundStock } from './found-items.store.js';

export interface FoundItem {
  readonly item: ItemFacts;
  readonly stock: Omit<FoundStock, 'sku'>;
}

const NOTHING = { onHand: 0, reserved: 0, free: 0, waiting: 0 };

@Controller('v1/items')
export class FindItemsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly items: ItemStore,
    private readonly found: FoundItems,
  ) {}

  /** The item that bears the code; where none does, those that have it in their name or sku, twenty at most. */
  @Get()
  @Roles('ops', 'warehouse')
  find(@Query() { find }: FindItemsQuery): Promise<{ items: FoundItem[] }> {
    return this.work.read(async (tx) => {
      const skus = await this.found.skus(tx, find);
      const facts = await this.items.facts(tx, skus);
      const stock = await this.found.stock(tx, skus);
      return {
        items: skus.flatMap((sku): FoundItem[] => {
          const item = facts.get(sku);
          if (!item) return [];
          const { onHand, reserved, free, waiting } = stock.get(sku) ?? NOTHING;
          return [{ item, stock: { onHand, reserved, free, waiting } }];
        }),
      };
    });
  }
}
