import { v7 } from 'uuid';
import type { Call } from '../../shared/http.js';
import type { Parcel } from '../../shared/parcels/parcel.js';

interface HandedOver {
  readonly parcelId: string;
  readonly trackingNumber: string;
}

/** One waybill has one opId until it is answered. */
export class HandingOver {
  private readonly opIds = new Map<string, string>();

  constructor(private readonly call: Call) {}

  /** Throws `Problem` where the gate stops the parcel, `NoAnswer` where nobody knows whether it left. */
  async handOver(waybill: string): Promise<HandedOver> {
    const opId = this.opIds.get(waybill) ?? v7();
    this.opIds.set(waybill, opId);
    const left = await this.call<HandedOver>('POST', '/v1/hand-overs', { opId, waybill });
    this.opIds.delete(waybill);
    return left;
  }

  /** A no is kept under its opId: the next scan asks anew. */
  forget(waybill: string): void {
    this.opIds.delete(waybill);
  }
}

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

/** The code on a cage: `^L:CAGE-YAMATO`. */
export const carrierOfCage = (shelf: string): string | undefined =>
  /^CAGE-([\w-]+)$/i.exec(shelf)?.[1]?.toLowerCase();
