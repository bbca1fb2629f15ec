import { Injectable } from '@nestjs/common';
import { ParcelLots } from '../lots/parcel-lots.store.js';
import { blocked } from '../parcel/gate.js';
import { decide, isRejection } from '../parcel/parcel.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { ok, rejected } from '../parcel-desk/answers.js';
import { operationOf } from '../parcel-desk/operation.js';
import { dispatchedFact } from '../parcel-desk/parcel-facts.js';
import { ShipmentStore } from '../shipment/shipment.store.js';
import { ParcelWork } from '../parcel-desk/parcel-work.js';

/** Who hands over, under which opId, what the scanner read at the cage. */
export interface HandingOver {
  readonly keyId: string;
  readonly opId: string;
  readonly waybill: string;
  /** Whose cage it is, where somebody said so. */
  readonly carrier?: string | undefined;
  /** The device at the cage, where that said its name. */
  readonly station?: string | null;
}

/** The last gate: the waybill on the box opens it, for a closed parcel, once. */
@Injectable()
export class HandOver {
  constructor(
    private readonly work: ParcelWork,
    private readonly shipments: ShipmentStore,
    private readonly lots: ParcelLots,
  ) {}

  async handOver({ keyId, opId, waybill, carrier, station = null }: HandingOver): Promise<StoredAnswer> {
    const asked = { waybill, ...(carrier === undefined ? {} : { carrier }) };
    const answer = await this.work.perform(
      { ...operationOf(keyId, opId, 'hand-over', asked), station },
      { waybill },
      async ({ inHand, at }, tx) => {
        if (!inHand) return rejected(blocked('unknown-barcode'), at, undefined, { text: waybill });
        const dispatchedAt = at.toISOString();
        // Found by a number that is not its own: it was printed again since.
        const isVoid = waybill !== inHand.parcel.label?.trackingNumber;
        const events = decide(inHand.parcel, { type: 'hand-over', waybill, isVoid, at: dispatchedAt });
        if (isRejection(events)) return rejected(events, at, inHand, { text: waybill });
        if (carrier !== undefined && carrier !== inHand.parcel.carriage?.carrier)
          return rejected(blocked('wrong-carrier'), at, inHand, { text: waybill });
        const order = await this.shipments.confirmed(tx, inHand.parcel.orderId);
        const { items, parcel } = inHand;
        const lots = (await this.lots.of(tx, [{ parcelId: parcel.parcelId, items }])).get(parcel.parcelId);
        const left = dispatchedFact(parcel, waybill, dispatchedAt, order?.addressId, lots);
        const { parcelId, orderId, trackingNumber } = left.data;
        return {
          events,
          facts: [left],
          answer: ok({ parcelId, orderId, status: 'dispatched', trackingNumber, dispatchedAt }),
        };
      },
    );
    return answer!;
  }
}
