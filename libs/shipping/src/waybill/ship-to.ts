import { Injectable } from '@nestjs/common';
import { SealedShipTo } from '@okuru/contracts';
import { KeyRing, sealContext, UnitOfWork } from '@okuru/platform';
import { sealOf } from '../shipment/shipment.js';
import { ShipmentStore } from '../shipment/shipment.store.js';

/** Opens the address for one printing; it is kept nowhere, not even in the stored answer. */
@Injectable()
export class ShipTo {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shipments: ShipmentStore,
    private readonly keyRing: KeyRing,
  ) {}

  /** The label with its ship-to lines; `shipTo` null when the person was erased or the order voided. */
  async printedWith(label: object): Promise<object> {
    const { orderId } = label as { orderId: string };
    const order = await this.unitOfWork.read((tx) => this.shipments.confirmed(tx, orderId));
    if (!order?.shipTo) return { ...label, shipTo: null };
    const context = sealContext(sealOf(order), orderId);
    const [opened] = await this.keyRing.openMany([{ sealed: order.shipTo, context }]);
    if (!opened) return { ...label, shipTo: null };
    const shipTo = SealedShipTo.parse(opened);
    const { date, slot, unattendedPlace, pickUpPoint } = order.delivery;
    return {
      ...label,
      shipTo: { ...shipTo, lines: linesOf(shipTo) },
      delivery: { date, slot, unattendedPlace, pickUpPoint },
    };
  }
}

/** As they stand on a Japanese label. */
const linesOf = ({ name, postalCode, prefecture, city, street, building, phone }: SealedShipTo): string[] => {
  const lines = [`〒${postalCode}`, `${prefecture}${city}${street}`, building, `${name} 様`, phone];
  return lines.filter((line) => line !== undefined);
};
