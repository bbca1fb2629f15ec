import { Injectable } from '@nestjs/common';
import { fact, UnitOfWork, type ReadTransaction } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { ok } from '../parcel-desk/answers.js';
import { operationOf } from '../parcel-desk/operation.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { BatchWork } from '../pick-batch/batch-work.handler.js';
import { PickUpsNow } from '../pick-ups/pick-ups-now.store.js';
import type { ServicePickUps } from '../pick-ups/pick-ups-of-services.js';
import { ShipmentStore } from '../shipment/shipment.store.js';
import { delayOf, delaysOf, type DelayedParcel, type LateParcel } from './delay-of.js';
import { LateParcels } from './late-parcels.store.js';

/** Who moves what, under which opId. */
export interface MovingLate {
  readonly keyId: string;
  readonly opId: string;
  readonly carrier: string;
  /** The carrier has been here today, before its cut-off. */
  readonly came: boolean;
  readonly parcelIds: readonly string[];
}

/** Parcels that a pick-up left behind go with the next one; the order and, where a promise is missed, the buyer hear of it. */
@Injectable()
export class MoveLateParcels {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly once: BatchWork,
    private readonly pickUps: PickUpsNow,
    private readonly carriers: CarriersNow,
    private readonly shipments: ShipmentStore,
    private readonly late: LateParcels,
  ) {}

  /** What would be moved, and what its orders would hear. */
  async show(carrier: string, came: boolean) {
    return this.unitOfWork.read(async (tx) => {
      const pickUps = await this.pickUps.read(tx, came ? carrier : undefined);
      const parcels = await this.delayed(tx, pickUps, await this.late.list(tx, pickUps, carrier));
      return { carrier, parcels, delays: delaysOf(parcels) };
    });
  }

  /** A parcel that was handed over or moved meanwhile is left as it is. */
  move({ keyId, opId, carrier, came, parcelIds }: MovingLate): Promise<StoredAnswer> {
    const ids = [...new Set(parcelIds)].sort();
    const operation = operationOf(keyId, opId, 'move-late', { carrier, came, parcelIds: ids });
    return this.once.once(operation, async (tx, at) => {
      const pickUps = await this.pickUps.read(tx, came ? carrier : undefined);
      const late = await this.late.lock(tx, pickUps, carrier, ids);
      return async () => {
        const moved = await this.delayed(tx, pickUps, late);
        await this.late.move(tx, moved, at);
        const delays = delaysOf(moved).map((delay) => ({ ...delay, at: at.toISOString() }));
        tx.publish(...delays.map((delay) => fact('parcels.delayed', delay)));
        const isMoved = new Set(moved.map(({ parcelId }) => parcelId));
        return ok({
          carrier,
          moved: moved.map(({ parcelId, leavesOn, missesPromisedDay }) => ({
            ...{ parcelId, leavesOn, missesPromisedDay },
          })),
          left: ids.filter((parcelId) => !isMoved.has(parcelId)),
        });
      };
    });
  }

  private async delayed(
    tx: ReadTransaction,
    pickUps: readonly ServicePickUps[],
    late: readonly LateParcel[],
  ): Promise<DelayedParcel[]> {
    const orders = await this.shipments.confirmedOf(tx, [...new Set(late.map(({ orderId }) => orderId))]);
    const tables = await this.carriers.read(tx);
    return late.flatMap((parcel) => delayOf(parcel, orders.get(parcel.orderId), pickUps, tables) ?? []);
  }
}
