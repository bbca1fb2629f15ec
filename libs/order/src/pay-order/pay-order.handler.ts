import { Injectable } from '@nestjs/common';
import {
  Clock,
  idempotencyKeyOf,
  Refusal,
  UnitOfWork,
  type ApiCaller,
  type Transaction,
} from '@okuru/platform';
import { statusOf } from '../order/status.js';
import { OrderDesk } from '../record-order/order-desk.js';
import { channelOf } from '../record-order/whose-order.js';
import { answeredUnder, keepAnswer, type RequestKey } from '../request/answered-key.store.js';
import { bodyHash, KEY_REUSED } from '../request/idempotency.js';
import { futureFaults, toInstant } from '../request/instants.js';
import { refuse } from '../request/stored-refusal.js';
import type { PayOrderDto } from './pay-order.dto.js';
import type { PaymentAnswer } from './payment-answer.js';

/** Records money received, once per Idempotency-Key. */
@Injectable()
export class PayOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: OrderDesk,
    private readonly clock: Clock,
  ) {}

  pay(
    caller: ApiCaller,
    givenKey: unknown,
    orderId: string,
    body: PayOrderDto,
  ): Promise<{ answer: PaymentAnswer; replayed: boolean }> {
    const idempotencyKey = idempotencyKeyOf(givenKey);
    const now = this.clock.now();
    const faults = futureFaults('receivedAt', body.receivedAt, now);
    if (faults.length > 0) throw Refusal.invalidAll(faults);
    // The order belongs to the request: the same amount for another order under the same key is another request.
    const key: RequestKey = {
      operation: 'pay-order',
      keyId: caller.keyId,
      idempotencyKey,
      bodyHash: bodyHash({ orderId, ...body }),
    };
    return this.unitOfWork.run((tx) => this.payOnce(tx, caller, key, orderId, body, now));
  }

  private async payOnce(
    tx: Transaction,
    caller: ApiCaller,
    key: RequestKey,
    orderId: string,
    { amount, receivedAt, method }: PayOrderDto,
    now: Date,
  ): Promise<{ answer: PaymentAnswer; replayed: boolean }> {
    const [before] = await this.desk.lock(tx, [orderId], channelOf(caller));
    if (before === undefined) throw Refusal.notFound('order');
    const answered = await answeredUnder<PaymentAnswer>(tx, key);
    if (answered !== undefined) {
      if (answered.bodyHash !== key.bodyHash) throw refuse(KEY_REUSED);
      return { answer: answered.answer, replayed: true };
    }
    const at = now.toISOString();
    const order = await this.desk.decide(tx, before, {
      type: 'record-payment',
      at,
      amount,
      receivedAt: toInstant(receivedAt) ?? at,
      ...(method == null ? {} : { method }),
    });
    const { holds, total, payment } = order;
    const answer = { orderId, status: statusOf(order), heldFor: holds, total, payment };
    if (!(await keepAnswer(tx, key, answer))) throw refuse(KEY_REUSED);
    return { answer, replayed: false };
  }
}
