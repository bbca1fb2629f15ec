import { Body, Controller, Headers, HttpStatus, Post, Query, Res } from '@nestjs/common';
import { Caller, Metrics, Roles, type ApiCaller } from '@okuru/platform';
import type { FastifyReply } from 'fastify';
import type { RehearsalAnswer } from '../rehearse-order/rehearsal-answer.js';
import { placedAnswer, REPLAYED, type PlacedAnswer } from './placed-answer.js';
import { PlaceOrder } from './place-order.handler.js';
import { PlaceOrderDto, PlaceOrderQuery } from './place-order.dto.js';
import { RehearseOrder } from './rehearse-order.handler.js';
import { refuse } from '../request/stored-refusal.js';

@Controller('v1/orders')
export class PlaceOrderController {
  constructor(
    private readonly placeOrder: PlaceOrder,
    private readonly rehearseOrder: RehearseOrder,
    private readonly metrics: Metrics,
  ) {}

  /** `?rehearse=true` answers 200 with what would become of the order, needs no Idempotency-Key and changes nothing. */
  @Post()
  @Roles('storefront', 'ops')
  async place(
    @Caller() caller: ApiCaller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Query() { rehearse }: PlaceOrderQuery,
    @Body() body: PlaceOrderDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlacedAnswer | RehearsalAnswer> {
    if (rehearse === 'true') {
      void reply.status(HttpStatus.OK);
      return this.rehearseOrder.rehearse(caller, body);
    }
    const outcome = await this.placeOrder.place(caller, idempotencyKey, body);
    this.metrics.count('ordersAnswered', { outcome: outcome.replayed ? 'repeated' : outcome.kind });
    if (outcome.kind === 'refused') throw refuse(outcome.refusal, outcome.replayed);
    if (outcome.replayed) void reply.headers(REPLAYED);
    return placedAnswer(outcome.accepted);
  }
}
