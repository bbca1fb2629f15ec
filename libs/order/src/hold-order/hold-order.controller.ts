import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import { OrderDesk } from '../record-order/order-desk.js';
import { channelOf, orderIdOf } from '../record-order/whose-order.js';
import type { OrderAnswer } from '../show-order/order-answer.js';
import { ShowOrder } from '../show-order/show-order.handler.js';

/** A person looked at a held order: it is good to send, or it is not. */
@Controller('v1/orders')
export class HoldOrderController {
  constructor(
    private readonly desk: OrderDesk,
    private readonly showOrder: ShowOrder,
  ) {}

  /** Confirming what is confirmed already changes nothing. */
  @Post(':orderId/confirm')
  @HttpCode(200)
  @Roles('ops')
  async confirm(@Caller() caller: ApiCaller, @Param('orderId') given: string): Promise<OrderAnswer> {
    const orderId = orderIdOf(given);
    await this.desk.handle(orderId, channelOf(caller), (at) => ({ type: 'confirm', at }));
    return this.showOrder.show(orderId, channelOf(caller));
  }

  @Post(':orderId/reject')
  @HttpCode(200)
  @Roles('ops')
  async reject(@Caller() caller: ApiCaller, @Param('orderId') given: string): Promise<OrderAnswer> {
    const orderId = orderIdOf(given);
    await this.desk.handle(orderId, channelOf(caller), (at) => ({ type: 'reject', at }));
    return this.showOrder.show(orderId, channelOf(caller));
  }
}
