import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import type { ReprintReason } from '../parcel/gate.js';
import { decide, isRejection, type Carriage, type Parcel } from '../parcel/parcel.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { operationOf } from '../parcel-desk/operation.js';
import type { Action } from '../parcel-desk/parcel-work.js';
import { found } from '../parcel-desk/steps.js';
import { LabelParcel } from '../waybill/label-parcel.handler.js';
import { CarriageDesk } from '../work-parcel/carriage.js';
import { VoidWaybills } from './void-waybills.store.js';

/**
 * Another label for a parcel on the table. The number so far is void from the moment in which the next one is asked for,
 * so that whatever crashes and is repeated, at most one number of a parcel leaves.
 */
@Injectable()
export class ReprintLabel {
  constructor(
    private readonly labels: LabelParcel,
    private readonly carriage: CarriageDesk,
    private readonly carriers: CarriersNow,
    private readonly voids: VoidWaybills,
  ) {}

  reprint({ keyId, opId, parcelId }: Action, reason: ReprintReason): Promise<StoredAnswer> {
    const operation = operationOf(keyId, opId, `reprint ${parcelId}`, { reason });
    return this.labels.print(operation, parcelId, async (finding, tx) => {
      if (await this.voids.isBy(tx, operation)) return [];
      const { inHand, at } = found(finding);
      const carriage = await this.carriedBy(tx, inHand, reason);
      const mode = (await this.carriers.labelModes(tx))(carriage);
      const events = decide(inHand.parcel, {
        ...{ type: 'reprint', reason, carriage, mode },
        at: at.toISOString(),
      });
      if (isRejection(events)) return events;
      for (const event of events)
        if (event.type === 'waybill-voided') await this.voids.record(tx, parcelId, event, operation);
      return events;
    });
  }

  /** The service stays, unless it may not carry the parcel as it is or another one is what is wanted. */
  private async carriedBy(
    tx: Transaction,
    { parcel, ...inHand }: ParcelInHand,
    reason: ReprintReason,
  ): Promise<Carriage | null> {
    const { label, carriage, packageCode, weightGrams } = parcel;
    if (!label || packageCode === null) return carriage;
    if (reason !== 'another-service' && !label.outgrown) return carriage;
    const kind = await this.carriage.packageOf(tx, packageCode);
    return this.carriage.choose(
      tx,
      { ...inHand, parcel: { ...parcel, label: null } as Parcel },
      kind,
      weightGrams,
      false,
    );
  }
}
