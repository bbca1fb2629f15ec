import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import type { FastifyReply } from 'fastify';
import type { Accepted } from './intake-request.js';
import { PlaceOrder } from './place-order.handler.js';
import { PlaceOrderDto } from './place-order.dto.js';
import { refuse } from '../request/stored-refusal.js';

/** What the storefront is told of an accepted order. */
export interface PlacedAnswer extends Accepted {
  readonly links: { readonly self: string; readonly history: string };
}

@Controller('v1/orders')
export class PlaceOrderController {
  constructor(private readonly placeOrder: PlaceOrder) {}

  @Post()
  @Roles('storefront', 'ops')
  async place(
    @Caller() caller: ApiCaller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Body() body: PlaceOrderDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlacedAnswer> {
    const outcome = await this.placeOrder.place(caller, idempotencyKey, body);
    if (outcome.kind === 'refused') throw refuse(outcome.refusal, outcome.replayed);
    if (outcome.replayed) void reply.header('idempotent-replayed', 'true');
    const { orderId } = outcome.accepted;
    return {
      ...outcome.accepted,
      links: { self: `/v1/orders/${orderId}`, history: `/v1/orders/${orderId}/history` },
    };
  }
}
