import { HttpStatus, Injectable } from '@nestjs/common';
import { checkedBody, Metrics, problemAnswer, type ApiCaller, type OneAnswer } from '@okuru/platform';
import { refuse } from '../request/stored-refusal.js';
import { placedAnswer, REPLAYED } from './placed-answer.js';
import { PlaceOrder } from './place-order.handler.js';
import { PlaceOrderDto } from './place-order.dto.js';
import { KeyedOrderDto } from './place-orders.dto.js';

/** Takes many orders through the intake at once: they commit together, and each is answered for itself. */
@Injectable()
export class PlaceOrders {
  constructor(
    private readonly placeOrder: PlaceOrder,
    private readonly metrics: Metrics,
  ) {}

  place(caller: ApiCaller, orders: readonly unknown[]): Promise<OneAnswer[]> {
    return Promise.all(orders.map((given) => this.one(caller, given).catch(problemAnswer)));
  }

  private async one(caller: ApiCaller, given: unknown): Promise<OneAnswer> {
    const { idempotencyKey, order } = await checkedBody(KeyedOrderDto, given);
    const body = await checkedBody(PlaceOrderDto, order);
    const outcome = await this.placeOrder.place(caller, idempotencyKey, body);
    this.metrics.count('ordersAnswered', { outcome: outcome.replayed ? 'repeated' : outcome.kind });
    if (outcome.kind === 'refused') return problemAnswer(refuse(outcome.refusal, outcome.replayed));
    return {
      status: HttpStatus.CREATED,
      ...(outcome.replayed ? { headers: REPLAYED } : {}),
      body: placedAnswer(outcome.accepted),
    };
  }
}
