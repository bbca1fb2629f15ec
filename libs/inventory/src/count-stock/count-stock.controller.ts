import { type ApiCaller, Caller, Roles } from '@okuru/platform';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CountStockBody } from './count-stock.dto.js';
import { type Counted, CountStock } from './count-stock.handler.js';

@Controller('v1/stock')
export class CountStockController {
  constructor(private readonly countStock: CountStock) {}

  @Post('counts')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  count(
    @Caller() caller: ApiCaller,
    @Body() { opId, lastMovement = null, ...count }: CountStockBody,
  ): Promise<Counted> {
    return this.countStock.count(caller, opId, { ...count, lastMovement });
  }
}
