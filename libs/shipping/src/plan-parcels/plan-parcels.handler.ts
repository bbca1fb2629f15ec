import { Controller } from '@nestjs/common';
import { Hears, type Heard, type Transaction } from '@okuru/platform';
import { Planner } from './planner.js';
import { hearConfirmed, hearReserved } from '../shipment/shipment.js';
import { ShipmentStore, type StoredShipment } from '../shipment/shipment.store.js';

/** The order is good to send and its goods are set aside: whichever is heard last makes the parcels. */
@Controller()
export class PlanParcels {
  constructor(
    private readonly shipments: ShipmentStore,
    private readonly planner: Planner,
  ) {}

  @Hears('shipping', 'order.confirmed', { batch: true })
  confirmed(events: Heard<'order.confirmed'>[], tx: Transaction): Promise<void> {
    return this.hear(tx, events, hearConfirmed);
  }

  @Hears('shipping', 'stock.reserved', { batch: true })
  reserved(events: Heard<'stock.reserved'>[], tx: Transaction): Promise<void> {
    return this.hear(tx, events, hearReserved);
  }

  private async hear<Data extends { orderId: string }>(
    tx: Transaction,
    events: readonly { readonly data: Data }[],
    hear: (shipment: StoredShipment, data: Data) => StoredShipment,
  ): Promise<void> {
    const shipments = await this.shipments.lock(
      tx,
      events.map(({ data }) => data.orderId),
    );
    for (const { data } of events) shipments.set(data.orderId, hear(shipments.get(data.orderId)!, data));
    await this.planner.continue(tx, [...shipments.values()]);
  }
}
