import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import type { FastifyReply } from 'fastify';
import { orderIdOf } from '../record-order/whose-order.js';
import { PayOrderDto } from './pay-order.dto.js';
import { PayOrder } from './pay-order.handler.js';
import type { PaymentAnswer } from './payment-answer.js';

@Controller('v1/orders')
export class PayOrderController {
  constructor(private readonly payOrder: PayOrder) {}

  @Post(':orderId/payments')
  @HttpCode(200)
  @Roles('storefront', 'ops')
  async pay(
    @Caller() caller: ApiCaller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Param('orderId') orderId: string,
    @Body() body: PayOrderDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentAnswer> {
    const { answer, replayed } = await this.payOrder.pay(caller, idempotencyKey, orderIdOf(orderId), body);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }
}
