import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Caller, CountsAs, JsonBytesMax, type OneAnswer, Roles, type ApiCaller } from '@okuru/platform';
import { ORDERS_BYTES_MAX, PlaceOrdersDto } from './place-orders.dto.js';
import { PlaceOrders } from './place-orders.handler.js';

const ordersIn = (body: unknown): number => {
  const orders = (body as Partial<PlaceOrdersDto> | null | undefined)?.orders;
  return Array.isArray(orders) ? Math.max(1, orders.length) : 1;
};

@Controller('v1/orders/batch')
export class PlaceOrdersController {
  constructor(private readonly placeOrders: PlaceOrders) {}

  /** The answers are in the order of the orders, each as `POST /v1/orders` would have given it. */
  @Post()
  @HttpCode(200)
  @Roles('storefront', 'ops')
  @JsonBytesMax(ORDERS_BYTES_MAX)
  @CountsAs(ordersIn)
  async place(
    @Caller() caller: ApiCaller,
    @Body() { orders }: PlaceOrdersDto,
  ): Promise<{ readonly answers: readonly OneAnswer[] }> {
    return { answers: await this.placeOrders.place(caller, orders) };
  }
}
