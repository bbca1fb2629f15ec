import { Injectable } from '@nestjs/common';
import { fact } from '@okuru/platform';
import { ItemNames } from '../item-replica/item-names.store.js';
import { isOpen, refused } from '../parcel/gate.js';
import {
  decide,
  evolve,
  isRejection,
  type Parcel,
  type ParcelCommand,
  type ParcelEvent,
  type Rejection,
} from '../parcel/parcel.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { ok, rejected } from './answers.js';
import { CarriageDesk, isTooHeavy } from './carriage.js';
import { operationOf } from './operation.js';
import { PackageChanges } from './package-changes.store.js';
import { ParcelWork, type Finding, type Outcome, type Step } from './parcel-work.js';
import { WaybillsKnown } from './waybills-known.store.js';

/** Who acts, under which opId, on which parcel. */
export interface Action {
  readonly keyId: string;
  readonly opId: string;
  readonly parcelId: string;
}

/** What the warehouse does with a parcel until it is closed. */
@Injectable()
export class WorkParcel {
  constructor(
    private readonly work: ParcelWork,
    private readonly items: ItemNames,
    private readonly carriage: CarriageDesk,
    private readonly packageChanges: PackageChanges,
    private readonly waybills: WaybillsKnown,
  ) {}

  start(action: Action): Promise<StoredAnswer> {
    return this.perform('start', action, {}, (finding) =>
      after(finding, { type: 'start' }, ({ parcelId, status }) => ({ parcelId, status })),
    );
  }

  /** Hot: one statement reads, one writes; only a wrong scan asks who else bears the barcode. */
  scan(action: Action, asked: { barcode: string; count: number }): Promise<StoredAnswer> {
    return this.perform('scan', action, asked, async (finding, tx) => {
      const { inHand, at } = found(finding);
      const command: ParcelCommand = { type: 'scan', ...asked, knownSku: null };
      const answer = decide(inHand.parcel, command);
      if (!isRejection(answer)) return { events: answer, answer: ok(scanned(inHand.parcel, answer)) };
      if (answer.kind === 'refused' || answer.scannedSku !== null)
        return rejected(answer, at, inHand, { text: asked.barcode });
      const item = await this.items.bearing(tx, asked.barcode);
      const named = decide(inHand.parcel, { ...command, knownSku: item?.sku ?? null }) as Rejection;
      return rejected(named, at, inHand, { text: asked.barcode, item: item ?? null });
    });
  }

  choosePackage(action: Action, asked: { packageCode: string; reason: string }): Promise<StoredAnswer> {
    return this.perform('package', action, asked, async (finding, tx) => {
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

  weigh(action: Action, asked: { grams: number }): Promise<StoredAnswer> {
    return this.perform('weight', action, asked, async (finding, tx) => {
      const { inHand } = found(finding);
      const { packageCode } = inHand.parcel;
      const carriage =
        packageCode === null
          ? null
          : await this.carriage.choose(
              tx,
              inHand,
              await this.carriage.packageOf(tx, packageCode),
              asked.grams,
              true,
            );
      return after(finding, { type: 'weigh', grams: asked.grams, carriage }, (parcel) => ({
        weightGrams: parcel.weightGrams,
        ...parcel.carriage,
      }));
    });
  }

  close(action: Action, asked: { waybill?: string | undefined }): Promise<StoredAnswer> {
    return this.perform('close', action, asked, async (finding, tx) => {
      const { inHand, at } = found(finding);
      const { waybill: number } = asked;
      const isOther = number !== undefined && number !== inHand.parcel.label?.trackingNumber;
      const waybill =
        number === undefined ? null : { number, isVoid: isOther && (await this.waybills.isVoid(tx, number)) };
      const outcome = after(
        finding,
        { type: 'close', waybill, at: at.toISOString() },
        ({ parcelId, status, label }) => ({ parcelId, status, trackingNumber: label?.trackingNumber }),
        number ?? '',
      );
      return outcome.events ? { ...outcome, facts: [packedFact(inHand.parcel)] } : outcome;
    });
  }

  deliver(action: Action): Promise<StoredAnswer> {
    return this.perform('delivered', action, {}, (finding) => {
      const { parcelId, orderId } = found(finding).inHand.parcel;
      const deliveredAt = finding.at.toISOString();
      const outcome = after(finding, { type: 'deliver', at: deliveredAt }, ({ status }) => ({
        parcelId,
        status,
        deliveredAt,
      }));
      return outcome.events
        ? { ...outcome, facts: [fact('parcel.delivered', { orderId, parcelId, deliveredAt })] }
        : outcome;
    });
  }

  private async perform(
    what: string,
    { keyId, opId, parcelId }: Action,
    asked: object,
    step: Step,
  ): Promise<StoredAnswer> {
    const answer = await this.work.perform(
      operationOf(keyId, opId, `${what} ${parcelId}`, asked),
      { parcelId },
      step,
    );
    if (!answer) throw new Error(`The step ${what} left no answer`);
    return answer;
  }
}

/** `ParcelWork` refuses an unknown parcel before any step. */
const found = ({ inHand, at }: Finding): { inHand: ParcelInHand; at: Date } => {
  if (!inHand) throw new Error('A step began without its parcel');
  return { inHand, at };
};

/** The parcel decides; the answer shows the parcel as it is then. */
const after = (
  finding: Finding,
  command: ParcelCommand,
  show: (parcel: Parcel) => object,
  scannedText = '',
): Outcome => {
  const { inHand, at } = found(finding);
  const answer = decide(inHand.parcel, command);
  if (isRejection(answer)) return rejected(answer, at, inHand, { text: scannedText });
  return { events: answer, answer: ok(show(answer.reduce<Parcel>(evolve, inHand.parcel))) };
};

/** How far the scanned item and the parcel are now. */
const scanned = (before: Parcel, events: readonly ParcelEvent[]): object => {
  const { lines } = events.reduce<Parcel>(evolve, before);
  const sku = events.flatMap((event) => (event.type === 'scanned' ? [event.sku] : []))[0];
  const own = lines.filter((line) => line.sku === sku);
  return {
    accepted: true,
    sku,
    scanned: own.reduce((sum, line) => sum + line.scanned, 0),
    quantity: own.reduce((sum, line) => sum + line.quantity, 0),
    parcelComplete: !lines.some(isOpen),
  };
};

/** What the change costs more than planned; null when nothing was planned before. */
const extraYen = (before: Pick<Parcel, 'carriage'>, now: Pick<Parcel, 'carriage'>): number | null =>
  before.carriage && now.carriage ? now.carriage.plannedYen - before.carriage.plannedYen : null;

const packedFact = ({ orderId, parcelId, lines }: Parcel) =>
  fact('parcel.packed', {
    orderId,
    parcelId,
    lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
  });
