import type { ItemFacts } from '@okuru/contracts';
import { csvBody, Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { ItemsChanged } from './change-items.js';
import { ImportItems } from './import-items.handler.js';
import { PutItemBody, toDraft } from './item.dto.js';
import { ItemStore } from './item.store.js';
import { type ItemPut, PutItem } from './put-item.handler.js';
import { skuFault } from './sku.js';

@Controller('v1/items')
export class ItemController {
  constructor(
    private readonly importItems: ImportItems,
    private readonly putItem: PutItem,
    private readonly work: UnitOfWork,
    private readonly items: ItemStore,
  ) {}

  @Post('import')
  @HttpCode(200)
  @Roles('ops')
  import(@Body() csv: Buffer): Promise<ItemsChanged> {
    return this.importItems.import(csvBody(csv));
  }

  @Put(':sku')
  @Roles('ops', 'warehouse')
  put(@Param('sku') sku: string, @Body() body: PutItemBody): Promise<ItemPut> {
    return this.putItem.put(toDraft(sku, body));
  }

  @Get(':sku')
  @Roles('ops', 'warehouse')
  async get(@Param('sku') sku: string): Promise<ItemFacts> {
    const item = skuFault(sku)
      ? undefined
      : (await this.work.read((tx) => this.items.facts(tx, [sku]))).get(sku);
    if (!item) throw Refusal.notFound('item');
    return item;
  }
}
