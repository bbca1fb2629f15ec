import { Injectable } from '@nestjs/common';
import { remotePlaceOf, type Tariff } from '@okuru/carriers';
import { SealedShipTo } from '@okuru/contracts';
import { KeyRing, sealContext } from '@okuru/platform';
import type { StoredShipment } from '../shipment/shipment.store.js';
import { sealOf, unitsToPlan, type ConfirmedOrder } from '../shipment/shipment.js';

/**
 * Opens addresses to see which lie where a carrier asks more, and which orders are gifts; of the postal code only that much is
 * kept, and of a gift that it is one.
 */
@Injectable()
export class RemotePlaces {
  constructor(private readonly keyRing: KeyRing) {}

  /** The same shipments, in order, each that is to be planned with what its address tells by these tariffs; an erased person's tells nothing. */
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
    const told = new Map<string, Told>();
    opened.forEach((plain, at) => {
      if (!plain) return;
      const { postalCode, gift } = SealedShipTo.parse(plain);
      told.set(sealed[at]!.orderId, {
        remotePlace: remotePlaceOf(tariffs, postalCode),
        isGift: gift !== undefined,
      });
    });
    return shipments.map((shipment) => {
      const { confirmed, orderId } = shipment;
      const own = told.get(orderId);
      return confirmed && own ? { ...shipment, confirmed: knowing(confirmed, own) } : shipment;
    });
  }
}

interface Told {
  readonly remotePlace: string | undefined;
  readonly isGift: boolean;
}

const knowing = (
  { remotePlace: _place, isGift: _gift, ...order }: ConfirmedOrder,
  { remotePlace, isGift }: Told,
): ConfirmedOrder => ({
  ...order,
  ...(remotePlace === undefined ? {} : { remotePlace }),
  ...(isGift ? { isGift } : {}),
});
