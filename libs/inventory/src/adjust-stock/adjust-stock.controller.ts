import { type ApiCaller, Caller, csvBody, idempotencyKeyOf, Roles } from '@okuru/platform';
import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { AdjustStockBody } from './adjust-stock.dto.js';
import { type Adjusted, AdjustStock } from './adjust-stock.handler.js';
import { ImportStock, type StockImported } from './import-stock.handler.js';

@Controller('v1/stock')
export class AdjustStockController {
  constructor(
    private readonly adjustStock: AdjustStock,
    private readonly importStock: ImportStock,
  ) {}

  @Post('adjustments')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  adjust(@Caller() caller: ApiCaller, @Body() { opId, ...adjustment }: AdjustStockBody): Promise<Adjusted> {
    return this.adjustStock.adjust(caller, opId, adjustment);
  }

  @Post('import')
  @HttpCode(200)
  @Roles('ops')
  import(
    @Caller() caller: ApiCaller,
    @Headers('idempotency-key') key: string | undefined,
    @Body() csv: Buffer,
  ): Promise<StockImported> {
    return this.importStock.import(caller, idempotencyKeyOf(key), csvBody(csv));
  }
}
