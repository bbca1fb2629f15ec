import { Injectable } from '@nestjs/common';
import { remotePlaceOf, type Tariff } from '@okuru/carriers';
import { SealedShipTo } from '@okuru/contracts';
import { KeyRing, sealContext } from '@okuru/platform';
import type { StoredShipment } from '../shipment/shipment.store.js';
import { sealOf, unitsToPlan, type ConfirmedOrder } from '../shipment/shipment.js';

/** Opens addresses to see which lie where a carrier asks more; of the postal code only that much is kept. */
@Injectable()
export class RemotePlaces {
  constructor(private readonly keyRing: KeyRing) {}

  /** The same shipments, in order, each that is to be planned with its remote place by these tariffs; an erased person's has none. */
  async found(
    shipments: readonly StoredShipment[],
    tariffs: readonly Tariff[],
  ): Promise<readonly StoredShipment[]> {
    const sealed = shipments.flatMap((shipment) => {
      const { orderId, confirmed } = shipment;
      if (!confirmed?.shipTo || unitsToPlan(shipment).length === 0) return [];
      return [{ orderId, sealed: confirmed.shipTo, context: sealContext(sealOf(confirmed), orderId) }];
    });
    const opened = await this.keyRing.openMany(sealed);
    const places = new Map<string, string | undefined>();
    opened.forEach((plain, at) => {
      if (plain)
        places.set(sealed[at]!.orderId, remotePlaceOf(tariffs, SealedShipTo.parse(plain).postalCode));
    });
    return shipments.map((shipment) => {
      const { confirmed, orderId } = shipment;
      return confirmed && places.has(orderId)
        ? { ...shipment, confirmed: at(confirmed, places.get(orderId)) }
        : shipment;
    });
  }
}

const at = ({ remotePlace: _before, ...order }: ConfirmedOrder, place: string | undefined): ConfirmedOrder =>
  place === undefined ? order : { ...order, remotePlace: place };
