import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Timers, type Transaction } from '@okuru/platform';
import { decide, evolve, isRejection } from '../order/order.js';
import type { Order } from '../order/order-state.js';
import { HOLD_TIMER } from '../record-order/hold-timer.js';
import type { OrderChange } from '../record-order/order-change.js';
import { OrderRecorder } from '../record-order/order-recorder.js';
import type { RecordedOrder } from '../record-order/order-rows.js';

/** An order still held when its deadline passes asks for its cancellation. */
@Injectable()
export class EndHoldWhenDeadlinePassed implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly recorder: OrderRecorder,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timers.onDue(HOLD_TIMER, (due, tx) =>
      this.end(new Map(due.map(({ key, dueAt }) => [key, dueAt.getTime()])), tx),
    );
  }

  /**
   * Timers of orders that were released meanwhile find nothing to do. What is due is due, also where the clock of this process
   * is behind the time by which it came due.
   */
  private async end(dueMs: ReadonlyMap<string, number>, tx: Transaction): Promise<void> {
    const nowMs = this.clock.now().getTime();
    const orders = await this.recorder.lock(tx, [...dueMs.keys()]);
    await this.recorder.save(
      tx,
      [...orders].map(([orderId, before]) =>
        expired(before, new Date(Math.max(nowMs, dueMs.get(orderId) ?? nowMs)).toISOString()),
      ),
    );
  }
}

const expired = (before: RecordedOrder, at: string): OrderChange => {
  const decided = decide(before.order, { type: 'deadline-passed', at });
  const own = isRejection(decided) ? [] : decided;
  return {
    before,
    after: own.reduce<Order>(evolve, before.order),
    steps: own.map((event) => ({ own: event })),
  };
};
