import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import {
  decide,
  evolve,
  isRejection,
  type Parcel,
  type ParcelEvent,
  type Rejection,
} from '../parcel/parcel.js';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { refused, type Refused } from '../parcel/gate.js';
import type { Operation, StoredAnswer } from '../parcel/parcel.store.js';
import { ok, refusedByCarrier, rejected } from '../parcel-desk/answers.js';
import { operationOf } from '../parcel-desk/operation.js';
import { ParcelWork, type Action, type Finding, type Step } from '../parcel-desk/parcel-work.js';
import { found } from '../parcel-desk/steps.js';
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
    private readonly carriers: CarriersNow,
  ) {}

  label({ keyId, opId, parcelId }: Action): Promise<StoredAnswer> {
    const operation = operationOf(keyId, opId, `label ${parcelId}`, {});
    return this.print(operation, parcelId, async ({ inHand, at }, tx) => {
      const { parcel } = found({ inHand, at }).inHand;
      const mode = (await this.carriers.labelModes(tx))(parcel.carriage);
      return decide(parcel, { type: 'ask-label', mode, at: at.toISOString() });
    });
  }

  /** The wish may be for a first label or for another one. */
  async print(operation: Operation, parcelId: string, wish: Wish): Promise<StoredAnswer> {
    const answer = await this.waybillOf(operation, parcelId, wish);
    return answer.status < 400 ? ok(await this.shipTo.printedWith(answer.body)) : answer;
  }

  private async waybillOf(operation: Operation, parcelId: string, wish: Wish): Promise<StoredAnswer> {
    let wanted: WaybillWanted | undefined;
    const name = { parcelId };
    const known = await this.work.perform(operation, name, async (finding, tx) => {
      const { inHand, at } = found(finding);
      const events = await wish(finding, tx);
      if (isRejection(events)) return rejected(events, at, inHand, { text: '' });
      const parcel = events.reduce<Parcel>(evolve, inHand.parcel);
      if (parcel.label?.trackingNumber) return { events, answer: ok(labelOf(parcel)) };
      wanted = wantedFor(parcel);
      return { events };
    });
    if (known) return known;
    const issued = (await this.waybills.issueAll([wanted!])).get(parcelId)!;
    if ('refusedBecause' in issued) return refusedByCarrier(issued.refusedBecause);
    const answer = await this.work.perform(operation, name, record(issued.trackingNumber, wanted!.issue));
    const { trackingNumber } = answer!.body as { readonly trackingNumber?: string };
    if (trackingNumber !== undefined) await this.waybills.keep([{ wanted: wanted!, trackingNumber }]);
    return answer!;
  }
}

/** What is asked of the parcel before the carrier is asked. */
export type Wish = (
  finding: Finding,
  tx: Transaction,
) => Promise<readonly ParcelEvent[] | Rejection> | readonly ParcelEvent[] | Rejection;

export const wantedFor = ({ parcelId, orderId, carriage, label, weightGrams }: Parcel): WaybillWanted => ({
  parcelId,
  orderId,
  weightGrams,
  issue: label!.issue,
  carrier: carriage!.carrier,
  service: carriage!.service,
});

/** The number that this issue of the label has: somebody else may have written one since the carrier was asked. */
export const numberToWrite = ({ label }: Parcel, { issue, trackingNumber }: NewNumber): string =>
  label?.issue === issue ? (label.trackingNumber ?? trackingNumber) : trackingNumber;

interface NewNumber {
  readonly issue: number;
  readonly trackingNumber: string;
}

/** The number is kept whatever became of the parcel; whether it may still be printed is another question. */
const record =
  (issued: string, issue: number): Step =>
  ({ inHand, at }) => {
    const { parcel } = inHand!;
    const trackingNumber = numberToWrite(parcel, { issue, trackingNumber: issued });
    const answer = decide(parcel, { type: 'record-waybill', trackingNumber, issue });
    if (isRejection(answer)) return rejected(answer, at, inHand, { text: trackingNumber });
    const after = answer.reduce<Parcel>(evolve, parcel);
    const no = notToBePrinted(after);
    if (no) return { events: answer, ...rejected(no, at, inHand, { text: trackingNumber }) };
    return { events: answer, answer: ok(labelOf(after)) };
  };

/** What became of the parcel while the carrier thought; undefined: its label is right. */
export const notToBePrinted = ({ status, label }: Parcel): Refused | undefined => {
  if (status === 'voided') return refused('parcel-voided');
  return label?.outgrown ? refused('label-says-another-service') : undefined;
};

/** What is kept of the answer: nothing of the person. */
const labelOf = ({ parcelId, orderId, label, carriage }: Parcel) => ({
  parcelId,
  orderId,
  trackingNumber: label?.trackingNumber,
  carrier: carriage?.carrier,
  service: carriage?.service,
});
