import type { Envelope, ServiceName } from '@okuru/contracts';
import { Injectable } from '@nestjs/common';
import { Clock, type Transaction } from '@okuru/platform';
import type { Order } from '../order/order-state.js';
import { isNoted, type HeardEvent } from '../order/followed.js';
import type { OwnEvent } from '../order/order-events.js';
import type { Step } from '../record-order/order-change.js';
import { OrderRecorder } from '../record-order/order-recorder.js';
import type { RecordedOrder } from '../record-order/order-rows.js';
import { lockFollowed, lockHistories } from '../record-order/order.store.js';
import { follow } from './follow.js';

type HeardEnvelope = Envelope<HeardEvent['data']>;

interface Following {
  readonly before: RecordedOrder;
  readonly after: Order;
  readonly steps: readonly Step[];
}

/** Brings orders up to date with a batch of facts from another service: one load and one save for all of them. */
@Injectable()
export class FollowOrder {
  constructor(
    private readonly recorder: OrderRecorder,
    private readonly clock: Clock,
  ) {}

  async hear(events: readonly HeardEnvelope[], tx: Transaction): Promise<void> {
    const at = this.clock.now().toISOString();
    const told = events.map(({ id, data }) => ({ orderId: data.orderId, eventId: id }));
    // The history says what was followed: hearing it once more counts nothing and writes no second entry.
    const { orders, known } = await (events.every(isNoted) ? lockHistories : lockFollowed)(tx, told);
    const following = new Map<string, Following>();
    for (const event of events) {
      if (known.has(event.id)) continue;
      const { orderId } = event.data;
      const before = orders.get(orderId);
      // Only a log that outlived the order's database can tell of such an order; a person has to look at that.
      if (before === undefined) throw new Error(`there is no order ${orderId}`);
      const so = following.get(orderId) ?? { before, after: before.order, steps: [] };
      following.set(orderId, followOne(so, event, at));
    }
    await this.recorder.save(tx, [...following.values()]);
  }
}

const followOne = ({ before, after, steps }: Following, event: HeardEnvelope, at: string): Following => {
  // The catalogue checked that type and data belong together.
  const heard = { type: event.type, at: event.time, data: event.data } as HeardEvent;
  const { order, own } = follow(after, heard, at);
  return {
    before,
    after: order,
    steps: [
      ...steps,
      {
        heard,
        source: event.source as ServiceName,
        eventId: event.id,
        aggregateVersion: event.aggregateVersion,
      },
      ...own.map((decided: OwnEvent) => ({ own: decided, causedBy: event.id })),
    ],
  };
};
