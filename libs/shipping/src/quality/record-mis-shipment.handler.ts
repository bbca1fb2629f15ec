import { Injectable } from '@nestjs/common';
import { refused } from '../parcel/gate.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { ok, rejected } from '../parcel-desk/answers.js';
import { ParcelWork, type Action } from '../parcel-desk/parcel-work.js';
import { found } from '../parcel-desk/steps.js';
import { QualityFigures, type MisShipment } from './quality.store.js';

/** What left wrong all the same, until cases tell it. */
@Injectable()
export class RecordMisShipment {
  constructor(
    private readonly work: ParcelWork,
    private readonly figures: QualityFigures,
  ) {}

  record(action: Action, kind: MisShipment): Promise<StoredAnswer> {
    return this.work.act('mis-shipment', action, { kind }, async (finding, tx) => {
      const { inHand, at } = found(finding);
      const { parcelId, status } = inHand.parcel;
      if (status !== 'dispatched' && status !== 'delivered')
        return rejected(refused('not-dispatched'), at, inHand, { text: '' });
      await this.figures.record(tx, parcelId, kind, at);
      return { answer: ok({ parcelId, kind }) };
    });
  }
}
