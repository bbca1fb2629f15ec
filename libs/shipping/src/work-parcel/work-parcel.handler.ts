import { Injectable } from '@nestjs/common';
import { fact, type Fact, type Transaction } from '@okuru/platform';
import { ItemNames } from '../item-replica/item-names.store.js';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import { enclosedGrams, untickedOf } from '../parcel/enclosures.js';
import { isOpen, type HoldReason } from '../parcel/gate.js';
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
import { ok, rejected } from '../parcel-desk/answers.js';
import { packedFact } from '../parcel-desk/parcel-facts.js';
import { ParcelWork, type Action } from '../parcel-desk/parcel-work.js';
import { after, found } from '../parcel-desk/steps.js';
import { weighedItem } from './weighed-item.js';
import { WaybillsKnown } from './waybills-known.store.js';

/** Start, scan, close: what proves a parcel; and the word that it arrived. */
@Injectable()
export class WorkParcel {
  constructor(
    private readonly work: ParcelWork,
    private readonly items: ItemNames,
    private readonly waybills: WaybillsKnown,
    private readonly packageKinds: PackageKinds,
  ) {}

  start(action: Action): Promise<StoredAnswer> {
    return this.work.act('start', action, {}, (finding) =>
      after(finding, { type: 'start' }, ({ parcelId, status }) => ({ parcelId, status })),
    );
  }

  /** Put aside; the next touch takes it up again. */
  hold(action: Action, asked: { reason: HoldReason }): Promise<StoredAnswer> {
    return this.work.act('hold', action, asked, (finding) =>
      after(
        finding,
        { type: 'hold', ...asked, at: finding.at.toISOString() },
        ({ parcelId, status, held }) => ({
          parcelId,
          status,
          heldReason: held?.reason,
        }),
      ),
    );
  }

  /** Hot: one statement reads, one writes; only a wrong scan asks who else bears the barcode. */
  scan(action: Action, asked: { barcode: string; count: number }): Promise<StoredAnswer> {
    return this.work.act('scan', action, asked, async (finding, tx) => {
      const { inHand, at } = found(finding);
      const { station = null } = action;
      const command: ParcelCommand = { type: 'scan', ...asked, knownSku: null, station };
      const answer = decide(inHand.parcel, command);
      if (!isRejection(answer)) return { events: answer, answer: ok(scanned(inHand.parcel, answer)) };
      if (answer.kind === 'refused' || answer.scannedSku !== null)
        return rejected(answer, at, inHand, { text: asked.barcode });
      const item = await this.items.bearing(tx, asked.barcode);
      const named = decide(inHand.parcel, { ...command, knownSku: item?.sku ?? null }) as Rejection;
      return rejected(named, at, inHand, { text: asked.barcode, item: item ?? null });
    });
  }

  undo(action: Action, asked: { sku?: string | undefined }): Promise<StoredAnswer> {
    return this.work.act('undo', action, asked, ({ inHand, at }) => {
      const { parcel } = found({ inHand, at }).inHand;
      const answer = decide(parcel, { type: 'undo', sku: asked.sku ?? null });
      if (isRejection(answer)) return rejected(answer, at, inHand, { text: '' });
      const { accepted: _accepted, ...now } = scanned(parcel, answer);
      return { events: answer, answer: ok({ undone: true, ...now }) };
    });
  }

  close(action: Action, asked: { waybill?: string | undefined }): Promise<StoredAnswer> {
    return this.work.act('close', action, asked, async (finding, tx) => {
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
      if (!outcome.events) return outcome;
      return { ...outcome, facts: [packedFact(inHand.parcel), ...(await this.usePackage(tx, inHand))] };
    });
  }

  /** One package less is left; and the scales may tell the weight of an item nobody knew. */
  private async usePackage(tx: Transaction, { parcel, items }: ParcelInHand): Promise<Fact[]> {
    const kind =
      parcel.packageCode === null ? undefined : await this.packageKinds.find(tx, parcel.packageCode);
    if (!kind) return [];
    if (kind.stock !== undefined) await this.packageKinds.takeOne(tx, kind.code);
    const weighed = weighedItem(parcel, items, kind.emptyWeightGrams + enclosedGrams(parcel));
    return weighed ? [fact('item.weighed', weighed)] : [];
  }

  deliver(action: Action): Promise<StoredAnswer> {
    return this.work.act('delivered', action, {}, (finding) => {
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
}

/** How far the scanned item and the parcel are now. */
const scanned = (before: Parcel, events: readonly ParcelEvent[]) => {
  const parcel = events.reduce<Parcel>(evolve, before);
  const { lines, enclosures } = parcel;
  const left = enclosures ? { enclosuresLeft: untickedOf(parcel).length } : {};
  const parcelComplete = !lines.some(isOpen);
  const enclosure = events.flatMap((event) =>
    event.type === 'enclosed' || event.type === 'enclosure-taken-out' ? [event.code] : [],
  )[0];
  if (enclosure !== undefined) return { accepted: true, enclosure, parcelComplete, ...left };
  const sku = events.flatMap((event) =>
    event.type === 'scanned' || event.type === 'scan-undone' ? [event.sku] : [],
  )[0];
  const own = lines.filter((line) => line.sku === sku);
  return {
    accepted: true,
    sku,
    scanned: own.reduce((sum, line) => sum + line.scanned, 0),
    quantity: own.reduce((sum, line) => sum + line.quantity, 0),
    parcelComplete,
    ...left,
  };
};
