import { Controller } from '@nestjs/common';
import { Hears, type Heard, type Transaction } from '@okuru/platform';
import { FOLLOWED, type FollowedType } from '../order/followed.js';
import { FollowOrder } from './follow-order.handler.js';

/** What an order listens to after it was placed. */
@Controller()
export class FollowOrderListener {
  constructor(private readonly followOrder: FollowOrder) {}

  @Hears('order', FOLLOWED, { batch: true, together: true })
  hear(events: Heard<FollowedType>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }
}
