import { Injectable } from '@nestjs/common';
import { refused, type WeightReason } from '../parcel/gate.js';
import type { Parcel } from '../parcel/parcel.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { rejected } from '../parcel-desk/answers.js';
import { contentsOf, isTooHeavy } from '../parcel-desk/goods-in-hand.js';
import { PackingSettingsTable } from '../weight-check/packing-settings.store.js';
import { expectedWeight, weightText } from '../weight-check/weight-check.js';
import { WeightsAccepted } from '../weight-check/weights-accepted.store.js';
import { CarriageDesk } from './carriage.js';
import { PackageChanges } from './package-changes.store.js';
import { ParcelWork, type Action } from '../parcel-desk/parcel-work.js';
import { after, found } from '../parcel-desk/steps.js';

/** Another package than planned, and the weight on the scales: both ask anew who carries the parcel. */
@Injectable()
export class MeasureParcel {
  constructor(
    private readonly work: ParcelWork,
    private readonly carriage: CarriageDesk,
    private readonly packageChanges: PackageChanges,
    private readonly settings: PackingSettingsTable,
    private readonly accepted: WeightsAccepted,
  ) {}

  choosePackage(action: Action, asked: { packageCode: string; reason: string }): Promise<StoredAnswer> {
    return this.work.act('package', action, asked, async (finding, tx) => {
      const { inHand, at } = found(finding);
      const kind = await this.carriage.packageInUse(tx, asked.packageCode);
      if (isTooHeavy(inHand, kind))
        return rejected(refused('too-heavy-for-package'), at, inHand, { text: kind.code });
      const carriage = await this.carriage.choose(tx, inHand, kind, inHand.parcel.weightGrams, false);
      const outcome = after(
        finding,
        { type: 'choose-package', packageCode: kind.code, carriage },
        (parcel) => ({
          packageCode: parcel.packageCode,
          ...parcel.carriage,
          extraYen: extraYen(inHand.parcel, parcel),
        }),
      );
      if (outcome.events)
        await this.packageChanges.record(tx, inHand.parcel, {
          ...asked,
          extraYen: extraYen(inHand.parcel, { carriage }),
          at,
        });
      return outcome;
    });
  }

  weigh(
    action: Action,
    asked: { grams: number; acceptedBecause?: WeightReason | undefined },
  ): Promise<StoredAnswer> {
    const { grams, acceptedBecause: reason } = asked;
    return this.work.act('weight', action, asked, async (finding, tx) => {
      const { inHand, at } = found(finding);
      const { packageCode, parcelId } = inHand.parcel;
      const kind = packageCode === null ? undefined : await this.carriage.packageOf(tx, packageCode);
      const carriage = kind ? await this.carriage.choose(tx, inHand, kind, grams, true) : null;
      const { weightCheck } = await this.settings.newest(tx);
      const expected = expectedWeight(kind?.emptyWeightGrams, contentsOf(inHand), weightCheck);
      const isAccepted = reason !== undefined && (await this.accepted.wasStopped(tx, parcelId, grams));
      const outcome = after(
        finding,
        { type: 'weigh', grams, carriage, expected, accepted: isAccepted ? reason : null },
        (parcel) => ({ weightGrams: parcel.weightGrams, ...parcel.carriage }),
        weightText(grams),
      );
      if (outcome.events && isAccepted && expected)
        await this.accepted.record(tx, parcelId, { grams, expectedGrams: expected.grams, reason, at });
      return outcome;
    });
  }
}

/** What the change costs more than planned; null when nothing was planned before. */
const extraYen = (before: Pick<Parcel, 'carriage'>, now: Pick<Parcel, 'carriage'>): number | null =>
  before.carriage && now.carriage ? now.carriage.plannedYen - before.carriage.plannedYen : null;
