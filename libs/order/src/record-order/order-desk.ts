import { Injectable } from '@nestjs/common';
import { Clock, Refusal, UnitOfWork, type Transaction } from '@okuru/platform';
import { decide, evolve, isRejection, type OrderCommand } from '../order/order.js';
import type { Order } from '../order/order-state.js';
import type { OwnEvent } from '../order/order-events.js';
import { OrderRecorder } from './order-recorder.js';
import type { RecordedOrder } from './order-rows.js';
import { refusalOf } from './rejections.js';

/** The channel whose orders a caller may touch; null = every channel. */
export type Channel = string | null;

/** Where one order is handled: load, decide, save. Every command that concerns a single order comes through here. */
@Injectable()
export class OrderDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: OrderRecorder,
    private readonly clock: Clock,
  ) {}

  /** Handles the command in a transaction of its own. */
  handle(orderId: string, channel: Channel, command: (at: string) => OrderCommand): Promise<Order> {
    return this.unitOfWork.run(async (tx) => {
      const [before] = await this.lock(tx, [orderId], channel);
      if (before === undefined) throw Refusal.notFound('order');
      return this.decide(tx, before, command(this.clock.now().toISOString()));
    });
  }

  /** The orders that exist and belong to the channel, locked. */
  async lock(tx: Transaction, orderIds: readonly string[], channel: Channel): Promise<RecordedOrder[]> {
    const recorded = await this.recorder.lock(tx, orderIds);
    return [...recorded.values()].filter((order) => channel === null || order.channel === channel);
  }

  /** Decides, saves and answers the order after it; the business's no becomes a refusal. */
  async decide(tx: Transaction, before: RecordedOrder, command: OrderCommand): Promise<Order> {
    const own = decide(before.order, command);
    if (isRejection(own)) throw refusalOf(own);
    const after = own.reduce<Order>(evolve, before.order);
    await this.recorder.save(tx, [{ before, after, steps: own.map((event: OwnEvent) => ({ own: event })) }]);
    return after;
  }
}
