import { v7 } from 'uuid';
import type { Call } from '../../shared/http.js';
import type { Parcel } from '../../shared/parcels/parcel.js';

interface HandedOver {
  readonly parcelId: string;
  readonly trackingNumber: string;
}

/** One waybill before one cage has one opId until it is answered. */
export class HandingOver {
  private readonly opIds = new Map<string, string>();

  constructor(private readonly call: Call) {}

  /** Throws `Problem` where the gate stops the parcel, `NoAnswer` where nobody knows whether it left. */
  async handOver(waybill: string, carrier?: string): Promise<HandedOver> {
    const wish = wishOf(waybill, carrier);
    const opId = this.opIds.get(wish) ?? v7();
    this.opIds.set(wish, opId);
    const asked = { opId, waybill, ...(carrier === undefined ? {} : { carrier }) };
    const left = await this.call<HandedOver>('POST', '/v1/hand-overs', asked);
    this.opIds.delete(wish);
    return left;
  }

  /** A no is kept under its opId: the next scan asks anew. */
  forget(waybill: string, carrier?: string): void {
    this.opIds.delete(wishOf(waybill, carrier));
  }
}

const wishOf = (waybill: string, carrier = ''): string => `${waybill} ${carrier}`;

export interface Cage {
  readonly carrier: string;
  readonly waiting: number;
}

/** One cage per carrier that has parcels waiting. */
export const cagesOf = (parcels: readonly Parcel[]): Cage[] => {
  const counts = new Map<string, number>();
  for (const { carrier } of parcels) if (carrier) counts.set(carrier, (counts.get(carrier) ?? 0) + 1);
  return [...counts]
    .map(([carrier, waiting]) => ({ carrier, waiting }))
    .sort((one, other) => (one.carrier < other.carrier ? -1 : 1));
};
