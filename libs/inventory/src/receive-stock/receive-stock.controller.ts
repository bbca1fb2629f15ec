import { type ApiCaller, Caller, Roles } from '@okuru/platform';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ReceiveStockBody } from './receive-stock.dto.js';
import { type Receipt, ReceiveStock } from './receive-stock.handler.js';

@Controller('v1/stock')
export class ReceiveStockController {
  constructor(private readonly receiveStock: ReceiveStock) {}

  @Post('receipts')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  receive(@Caller() caller: ApiCaller, @Body() { opId, lines }: ReceiveStockBody): Promise<Receipt> {
    return this.receiveStock.receive(caller, opId, lines);
  }
}
