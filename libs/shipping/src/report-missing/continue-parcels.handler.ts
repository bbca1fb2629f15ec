import { Controller } from '@nestjs/common';
import { Hears, type Heard, type Transaction } from '@okuru/platform';
import { Planner } from '../plan-parcels/planner.js';
import { planLater } from '../shipment/shipment.js';
import { ShipmentStore, type StoredShipment } from '../shipment/shipment.store.js';
import { TellUnitsAwaited } from '../units-awaited/tell-units-awaited.handler.js';
import { ParcelsOfOrders } from '../void-parcels/parcels-of-orders.store.js';
import { Shortages, type CameFor } from './shortages.store.js';

/**
 * Inventory's answers to a report: other units are there and the parcel may go on, or none are and it waits. Units for a
 * parcel that is void meanwhile, or goes without them, are planned into a parcel of their own.
 */
@Controller()
export class ContinueParcels {
  constructor(
    private readonly shipments: ShipmentStore,
    private readonly parcels: ParcelsOfOrders,
    private readonly shortages: Shortages,
    private readonly planner: Planner,
    private readonly telling: TellUnitsAwaited,
  ) {}

  @Hears('shipping', 'stock.replaced', { batch: true })
  async replaced(events: Heard<'stock.replaced'>[], tx: Transaction): Promise<void> {
    const shipments = await this.lock(tx, events);
    const came = await this.shortages.replaced(
      tx,
      events.flatMap(({ data: { reportId, lines } }) =>
        lines.map(({ lineId, outstanding }) => ({ reportId, lineId, outstanding })),
      ),
    );
    const homeless = came.filter((one) => one.homeless);
    const orderIds = [...new Set(homeless.map(({ orderId }) => orderId))];
    const going = orderIds.map((orderId) => shipments.get(orderId)!).filter(({ voided }) => !voided);
    if (going.length === 0) return;
    await this.planner.continue(
      tx,
      going.map((shipment) => planLater(shipment, unitsOf(shipment, homeless))),
    );
  }

  @Hears('shipping', 'stock.replacement-awaited', { batch: true })
  async awaited(events: Heard<'stock.replacement-awaited'>[], tx: Transaction): Promise<void> {
    await this.lock(tx, events);
    await this.shortages.awaited(
      tx,
      events.map(({ data }) => data),
    );
    await this.telling.plan(tx, [...new Set(events.map(({ data }) => data.orderId))]);
  }

  /** As a cancellation locks them: first the orders, then their parcels. */
  private async lock(
    tx: Transaction,
    events: readonly { readonly data: { readonly orderId: string } }[],
  ): Promise<Map<string, StoredShipment>> {
    const orderIds = [...new Set(events.map(({ data }) => data.orderId))];
    const shipments = await this.shipments.lock(tx, orderIds);
    await this.parcels.lock(tx, orderIds);
    return shipments;
  }
}

const unitsOf = ({ orderId }: StoredShipment, came: readonly CameFor[]) =>
  came
    .filter((one) => one.orderId === orderId)
    .map(({ lineId, sku, quantity, item }) => ({ lineId, sku, quantity, item }));
