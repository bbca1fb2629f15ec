import { Controller } from '@nestjs/common';
import { Clock, fact, factId, Hears, type Fact, type Heard, type Transaction } from '@okuru/platform';
import { voidShipment } from '../shipment/shipment.js';
import { ShipmentStore, type StoredShipment } from '../shipment/shipment.store.js';
import { answerCancellation, type VoidedParcel } from './answer-cancellation.js';
import { ParcelsOfOrders } from './parcels-of-orders.store.js';

/**
 * Somebody wants the order stopped. Every batch that asks is answered, also when the order was voided before; an order
 * nobody spoke of yet gets a tombstone, so that what is heard later makes no parcel.
 */
@Controller()
export class VoidParcels {
  constructor(
    private readonly shipments: ShipmentStore,
    private readonly parcels: ParcelsOfOrders,
    private readonly clock: Clock,
  ) {}

  @Hears('shipping', 'order.cancellation-requested', { batch: true })
  async requested(events: Heard<'order.cancellation-requested'>[], tx: Transaction): Promise<void> {
    // The answer carries an id made of the request's: a request heard again is answered with the same fact.
    const asked = new Map(events.map(({ id, data }) => [data.orderId, id]));
    const orderIds = [...asked.keys()];
    const shipments = await this.shipments.lock(tx, orderIds);
    const parcels = await this.parcels.lock(tx, orderIds);
    const at = this.clock.now();
    const stopped: StoredShipment[] = [];
    const voided: VoidedParcel[] = [];
    const facts = new Map<string, Fact>();
    for (const orderId of orderIds) {
      const answer = answerCancellation(parcels.get(orderId) ?? [], at.toISOString());
      const answerId = factId('cancellation answered', asked.get(orderId)!);
      if ('refused' in answer) {
        facts.set(orderId, fact('cancellation.refused', { orderId, reason: answer.refused }, answerId));
        continue;
      }
      stopped.push(voidShipment(shipments.get(orderId)!));
      voided.push(...answer.voided);
      facts.set(orderId, fact('parcels.voided', { orderId, parcelIds: [...answer.stays] }, answerId));
    }
    await this.parcels.save(tx, voided);
    await this.shipments.save(tx, stopped, at);
    tx.publish(...orderIds.map((orderId) => facts.get(orderId)!));
  }
}
