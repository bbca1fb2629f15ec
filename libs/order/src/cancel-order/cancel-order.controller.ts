import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import { OrderDesk } from '../record-order/order-desk.js';
import { channelOf, orderIdOf } from '../record-order/whose-order.js';
import type { OrderAnswer } from '../show-order/order-answer.js';
import { ShowOrder } from '../show-order/show-order.handler.js';
import { CancelOrderDto } from './cancel-order.dto.js';

/** Cancelling is a conversation: this begins it, shipping's answer ends it. */
@Controller('v1/orders')
export class CancelOrderController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly showOrder: ShowOrder,
  ) {}

  /** Asking again, whatever came of it, answers how the order stands. */
  @Post(':orderId/cancel')
  @HttpCode(202)
  @Roles('storefront', 'ops')
  async cancel(
    @Caller() caller: ApiCaller,
    @Param('orderId') given: string,
    @Body() body?: CancelOrderDto,
  ): Promise<OrderAnswer> {
    const orderId = orderIdOf(given);
    const channel = channelOf(caller);
    const reason = body?.reason ?? (channel === null ? 'shop-asked' : 'buyer-asked');
    await this.desk.handle(orderId, channel, (at) => ({ type: 'cancel', at, reason }));
    return this.showOrder.show(orderId, channel);
  }
}
