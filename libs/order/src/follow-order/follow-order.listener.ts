import { Controller } from '@nestjs/common';
import { Hears, type Heard, type Transaction } from '@okuru/platform';
import { FollowOrder } from './follow-order.handler.js';

/** What an order listens to after it was placed. */
@Controller()
export class FollowOrderListener {
  constructor(private readonly followOrder: FollowOrder) {}

  @Hears('order', 'stock.reserved', { batch: true })
  reserved(events: Heard<'stock.reserved'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'stock.backordered', { batch: true })
  backordered(events: Heard<'stock.backordered'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'stock.released', { batch: true })
  released(events: Heard<'stock.released'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'parcels.planned', { batch: true })
  planned(events: Heard<'parcels.planned'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'planning.failed', { batch: true })
  planningFailed(events: Heard<'planning.failed'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'parcel.packed', { batch: true })
  packed(events: Heard<'parcel.packed'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'parcel.dispatched', { batch: true })
  dispatched(events: Heard<'parcel.dispatched'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'parcel.delivered', { batch: true })
  delivered(events: Heard<'parcel.delivered'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'parcels.voided', { batch: true })
  voided(events: Heard<'parcels.voided'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'cancellation.refused', { batch: true })
  cancellationRefused(events: Heard<'cancellation.refused'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'scan.blocked', { batch: true })
  scanBlocked(events: Heard<'scan.blocked'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }

  @Hears('order', 'letter.sent', { batch: true })
  letterSent(events: Heard<'letter.sent'>[], tx: Transaction): Promise<void> {
    return this.followOrder.hear(events, tx);
  }
}
