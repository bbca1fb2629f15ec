import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import type { FastifyReply } from 'fastify';
import { channelOf, orderIdOf } from '../record-order/whose-order.js';
import type { OrderAnswer } from '../show-order/order-answer.js';
import { ShowOrder } from '../show-order/show-order.handler.js';
import { AmendOrderDto } from './amend-order.dto.js';
import { AmendOrder } from './amend-order.handler.js';

/** Amending is a conversation: this begins it, shipping's answer ends it. */
@Controller('v1/orders')
export class AmendOrderController {
  constructor(
    private readonly amendOrder: AmendOrder,
    private readonly showOrder: ShowOrder,
  ) {}

  /** A repeat under the same key asks nothing more and answers how the order stands. */
  @Post(':orderId/amendments')
  @HttpCode(202)
  @Roles('storefront', 'ops')
  async amend(
    @Caller() caller: ApiCaller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Param('orderId') given: string,
    @Body() body: AmendOrderDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderAnswer> {
    const orderId = orderIdOf(given);
    const { replayed } = await this.amendOrder.amend(caller, idempotencyKey, orderId, body);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.showOrder.show(orderId, channelOf(caller));
  }
}
