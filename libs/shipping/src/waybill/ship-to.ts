import { Injectable } from '@nestjs/common';
import { SealedShipTo } from '@okuru/contracts';
import { KeyRing, sealContext, UnitOfWork } from '@okuru/platform';
import { sealOf, type ConfirmedOrder } from '../shipment/shipment.js';
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
    return { ...label, ...(await this.printedOf([orderId])).get(orderId)! };
  }

  /** What is printed on the labels of these orders, by order id; all are opened at once. */
  async printedOf(orderIds: readonly string[]): Promise<Map<string, Printed>> {
    const orders = await this.unitOfWork.read((tx) => this.shipments.confirmedOf(tx, orderIds));
    const sealed = [...orders].flatMap(([orderId, order]) =>
      order.shipTo ? [{ orderId, sealed: order.shipTo, context: sealContext(sealOf(order), orderId) }] : [],
    );
    const opened = await this.keyRing.openMany(sealed);
    const persons = new Map(sealed.map(({ orderId }, at) => [orderId, opened[at]]));
    return new Map(
      orderIds.map((orderId) => {
        const person = persons.get(orderId);
        return [
          orderId,
          person ? printedOf(SealedShipTo.parse(person), orders.get(orderId)!) : { shipTo: null },
        ];
      }),
    );
  }
}

export interface Printed {
  readonly shipTo: (SealedShipTo & { readonly lines: readonly string[] }) | null;
  readonly delivery?: object;
}

const printedOf = (shipTo: SealedShipTo, { delivery }: ConfirmedOrder): Printed => {
  const { date, slot, unattendedPlace, pickUpPoint } = delivery;
  return {
    shipTo: { ...shipTo, lines: linesOf(shipTo) },
    delivery: { date, slot, unattendedPlace, pickUpPoint },
  };
};

/** As they stand on a Japanese label. */
const linesOf = ({ name, postalCode, prefecture, city, street, building, phone }: SealedShipTo): string[] => {
  const lines = [`〒${postalCode}`, `${prefecture}${city}${street}`, building, `${name} 様`, phone];
  return lines.filter((line) => line !== undefined);
};
