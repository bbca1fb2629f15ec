import { Injectable } from '@nestjs/common';
import { Refusal, UnitOfWork } from '@okuru/platform';
import type { Channel } from '../record-order/order-desk.js';
import type { OrderAnswer } from './order-answer.js';
import { findOrders } from './show-order.store.js';

/** Shows one order to those who may see it; to everybody else it does not exist. */
@Injectable()
export class ShowOrder {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async show(orderId: string, channel: Channel): Promise<OrderAnswer> {
    const [order] = await this.unitOfWork.read((tx) =>
      findOrders(tx, { orderId, channel: channel ?? undefined, limit: 1 }),
    );
    if (order === undefined) throw Refusal.notFound('order');
    return order;
  }
}
