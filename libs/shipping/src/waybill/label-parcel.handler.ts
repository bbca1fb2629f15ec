import { Injectable } from '@nestjs/common';
import { decide, evolve, isRejection, type Parcel } from '../parcel/parcel.js';
import { refused } from '../parcel/gate.js';
import type { Operation, StoredAnswer } from '../parcel/parcel.store.js';
import { ok, rejected } from '../parcel-desk/answers.js';
import { operationOf } from '../parcel-desk/operation.js';
import { ParcelWork, type Action, type Step } from '../parcel-desk/parcel-work.js';
import { ShipTo } from './ship-to.js';
import { Waybills, type WaybillWanted } from './waybills.js';

/**
 * One waybill per parcel whatever happens, in three steps: the wish is written (from then on the service stays), the
 * carrier is asked outside any transaction, its number is written. A crash in between is mended by asking again:
 * the carrier knows the parcel.
 */
@Injectable()
export class LabelParcel {
  constructor(
    private readonly work: ParcelWork,
    private readonly waybills: Waybills,
    private readonly shipTo: ShipTo,
  ) {}

  async label({ keyId, opId, parcelId }: Action): Promise<StoredAnswer> {
    const operation = operationOf(keyId, opId, `label ${parcelId}`, {});
    const answer = await this.waybillOf(operation, parcelId);
    return answer.status < 400 ? ok(await this.shipTo.printedWith(answer.body)) : answer;
  }

  private async waybillOf(operation: Operation, parcelId: string): Promise<StoredAnswer> {
    let wanted: WaybillWanted | undefined;
    const name = { parcelId };
    const known = await this.work.perform(operation, name, (finding) => {
      const { parcel } = finding.inHand!;
      const answer = decide(parcel, { type: 'ask-label', at: finding.at.toISOString() });
      if (isRejection(answer)) return rejected(answer, finding.at, finding.inHand, { text: '' });
      if (parcel.label?.trackingNumber) return { answer: ok(labelOf(parcel)) };
      wanted = { parcelId, carrier: parcel.carriage!.carrier, service: parcel.carriage!.service };
      return { events: answer };
    });
    if (known) return known;
    const answer = await this.work.perform(operation, name, record(await this.waybills.issue(wanted!)));
    return answer!;
  }
}

/** The number is kept whatever became of the parcel; a voided one gets no label any more. */
const record =
  (trackingNumber: string): Step =>
  ({ inHand, at }) => {
    const { parcel } = inHand!;
    const answer = decide(parcel, { type: 'record-waybill', trackingNumber });
    if (isRejection(answer)) return rejected(answer, at, inHand, { text: trackingNumber });
    const after = answer.reduce<Parcel>(evolve, parcel);
    if (after.status !== 'voided') return { events: answer, answer: ok(labelOf(after)) };
    return { events: answer, ...rejected(refused('parcel-voided'), at, inHand, { text: trackingNumber }) };
  };

/** What is kept of the answer: nothing of the person. */
const labelOf = ({ parcelId, orderId, label, carriage }: Parcel) => ({
  parcelId,
  orderId,
  trackingNumber: label?.trackingNumber,
  carrier: carriage?.carrier,
  service: carriage?.service,
});
