import { Injectable } from '@nestjs/common';
import {
  checkedBody,
  Clock,
  operationReused,
  problemAnswer,
  Refusal,
  UnitOfWork,
  type OneAnswer,
  type Transaction,
} from '@okuru/platform';
import { decide, evolve, isRejection, type Parcel } from '../parcel/parcel.js';
import { bears } from '../parcel/gate.js';
import { ManyParcels, type ParcelStep } from '../parcel/many-parcels.store.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import type { Operation, StoredAnswer } from '../parcel/parcel.store.js';
import { ParcelLots } from '../lots/parcel-lots.store.js';
import { ItemNames } from '../item-replica/item-names.store.js';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import { given, refusedByCarrier, rejected } from '../parcel-desk/answers.js';
import { operationOf } from '../parcel-desk/operation.js';
import { ShipmentStore } from '../shipment/shipment.store.js';
import { notToBePrinted, numberToWrite, wantedFor } from '../waybill/label-parcel.handler.js';
import { ShipTo } from '../waybill/ship-to.js';
import { type Issued, Waybills } from '../waybill/waybills.js';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { PackingSettingsTable } from '../weight-check/packing-settings.store.js';
import { CarriageDesk } from '../work-parcel/carriage.js';
import { PackageChanges } from '../work-parcel/package-changes.store.js';
import { WaybillsKnown } from '../work-parcel/waybills-known.store.js';
import { ParcelWorkDto } from './packing-run.dto.js';
import { workThrough, type Known, type WorkDone, type WorkedThrough } from './work-through.js';

/** One parcel of the run that was read without a fault. */
interface Entry {
  readonly parcelId: string;
  readonly operation: Operation;
  readonly work: WorkDone;
}

/** What came of an entry: what was answered now or before, or what was thrown for it alone. */
type End = { readonly answer: StoredAnswer; readonly parcel: Parcel } | { readonly fault: unknown };

/** The other one committed first, so the second look finds its answer. */
const LOOKS_MAX = 2;

/**
 * Many parcels worked in one transaction, each by the decisions of the packing table and each answered for itself. Labels
 * are asked of the carrier after it, outside of any transaction, and their numbers written in a second one: whoever sends
 * the run again gets the same answers, and what a crash left undone is done then.
 */
@Injectable()
export class PackingRun {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: ManyParcels,
    private readonly packageKinds: PackageKinds,
    private readonly items: ItemNames,
    private readonly shipments: ShipmentStore,
    private readonly carriage: CarriageDesk,
    private readonly carriers: CarriersNow,
    private readonly settings: PackingSettingsTable,
    private readonly packageChanges: PackageChanges,
    private readonly waybillsKnown: WaybillsKnown,
    private readonly waybills: Waybills,
    private readonly shipTo: ShipTo,
    private readonly lots: ParcelLots,
    private readonly clock: Clock,
  ) {}

  async record(keyId: string, parcels: readonly unknown[]): Promise<OneAnswer[]> {
    const seen = { parcelIds: new Set<string>(), opIds: new Set<string>() };
    const read = await Promise.all(
      parcels.map((each) => checkedBody(ParcelWorkDto, each).catch((fault: unknown) => ({ fault }))),
    );
    const entries = read.map((each) => ('fault' in each ? each : entryOf(keyId, each, seen)));
    const good = entries.filter((each): each is Entry => !('fault' in each));
    const ends = new Map<Entry, End>();
    if (good.length > 0) {
      const worked = await this.perform(keyId, good);
      good.forEach((entry, at) => ends.set(entry, worked[at]!));
      await this.label(ends);
    }
    return entries.map((each) => answerOf('fault' in each ? each : ends.get(each)!));
  }

  private async perform(keyId: string, entries: readonly Entry[]): Promise<End[]> {
    for (let look = 1; ; look += 1) {
      try {
        return await this.unitOfWork.run((tx) => this.once(tx, keyId, entries));
      } catch (fault) {
        if (!(fault instanceof AnsweredMeanwhile) || look >= LOOKS_MAX) throw fault;
      }
    }
  }

  private async once(tx: Transaction, keyId: string, entries: readonly Entry[]): Promise<End[]> {
    const opened = await this.parcels.open(tx, idsOf(entries));
    const answered = await this.parcels.answered(
      tx,
      keyId,
      entries.map(({ operation }) => operation.opId),
    );
    const known = await this.known(tx, entries, opened);
    const steps: (ParcelStep & { readonly through: WorkedThrough })[] = [];
    const ends = entries.map((entry): End => {
      const inHand = opened.get(entry.parcelId);
      const before = answered.get(entry.operation.opId);
      try {
        if (!inHand) throw Refusal.notFound('parcel');
        if (before) return { answer: sameRequest(before, entry.operation), parcel: inHand.parcel };
        const through = workThrough(inHand, entry.work, known);
        const { events, blocked, answer, parcel } = through;
        const kept = { operation: entry.operation, answer };
        steps.push({ before: inHand.parcel, events, blocked, answered: kept, through });
        return { answer, parcel };
      } catch (fault) {
        return { fault };
      }
    });
    if (!(await this.parcels.save(tx, steps, known.at))) throw new AnsweredMeanwhile();
    const worked = steps.map(({ through }) => through);
    await this.packageChanges.recordAll(
      tx,
      worked.flatMap(({ packageChange }) => packageChange ?? []),
    );
    await this.packageKinds.take(tx, countOf(worked.flatMap(({ packageClosed }) => packageClosed ?? [])));
    tx.publish(...worked.flatMap(({ facts }) => facts));
    return ends;
  }

  /** Read for the whole run; what only a wrong scan asks for is asked only then. */
  private async known(
    tx: Transaction,
    entries: readonly Entry[],
    opened: ReadonlyMap<string, ParcelInHand>,
  ): Promise<Known> {
    const inHand = entries.flatMap(({ parcelId, work }) => {
      const found = opened.get(parcelId);
      return found ? [{ work, found }] : [];
    });
    const orderIds = [...new Set(inHand.map(({ found }) => found.parcel.orderId))];
    const orders = await this.shipments.confirmedOf(tx, orderIds);
    const leaving = inHand.filter(({ work }) => work.handOver).map(({ found }) => found);
    const lots = await this.lots.of(
      tx,
      leaving.map(({ parcel: { parcelId }, items }) => ({ parcelId, items })),
    );
    return {
      at: this.clock.now(),
      packages: await this.packageKinds.all(tx),
      items: await this.items.bearingEach(tx, [...new Set(inHand.flatMap(strangeBarcodes))]),
      voidWaybills: await this.waybillsKnown.voidAmong(tx, inHand.flatMap(strangeWaybill)),
      addressIdOf: (orderId) => orders.get(orderId)?.addressId,
      carriage: await this.carriage.chooser(tx, orders),
      labelModeOf: await this.carriers.labelModes(tx),
      lotsOf: (parcelId) => lots.get(parcelId),
      weightCheck: (await this.settings.newest(tx)).weightCheck,
    };
  }

  /** Numbers for all that asked for a label and have none yet, then what is printed on each. */
  private async label(ends: Map<Entry, End>): Promise<void> {
    const asked = [...ends].flatMap(([entry, end]) =>
      entry.work.label && 'answer' in end && end.answer.status < 400 ? [{ entry, ...end }] : [],
    );
    if (asked.length === 0) return;
    const wanted = asked.filter(({ parcel }) => !parcel.label?.trackingNumber);
    const recorded = await this.recordWaybills(wanted);
    for (const { entry, parcel, answer } of asked) {
      const end = recorded.get(entry.parcelId) ?? { answer, parcel };
      ends.set(entry, end);
    }
    const labelled = asked.flatMap(({ entry }) => {
      const end = ends.get(entry)!;
      return 'answer' in end && end.answer.status < 400 ? [{ entry, ...end }] : [];
    });
    const printed = await this.shipTo.printedOf(labelled.map(({ parcel }) => parcel.orderId));
    for (const { entry, parcel, answer } of labelled) {
      const { trackingNumber } = parcel.label!;
      const body = { ...answer.body, trackingNumber, ...printed.get(parcel.orderId) };
      ends.set(entry, { answer: { ...answer, body }, parcel });
    }
  }

  private async recordWaybills(
    wanted: readonly { entry: Entry; parcel: Parcel; answer: StoredAnswer }[],
  ): Promise<Map<string, End>> {
    if (wanted.length === 0) return new Map();
    const asked = wanted.map(({ parcel }) => wantedFor(parcel));
    const numbers = await this.waybills.issueAll(asked);
    const ends = await this.writeWaybills(wanted, numbers);
    const written = asked.flatMap((one) => {
      const end = ends.get(one.parcelId);
      const trackingNumber = end && 'answer' in end ? end.parcel.label?.trackingNumber : undefined;
      return trackingNumber ? [{ wanted: one, trackingNumber }] : [];
    });
    await this.waybills.keep(written);
    return ends;
  }

  private writeWaybills(
    wanted: readonly { entry: Entry; parcel: Parcel; answer: StoredAnswer }[],
    numbers: ReadonlyMap<string, Issued>,
  ): Promise<Map<string, End>> {
    return this.unitOfWork.run(async (tx) => {
      const opened = await this.parcels.open(tx, idsOf(wanted.map(({ entry }) => entry)));
      const at = this.clock.now();
      const steps: ParcelStep[] = [];
      const ends = wanted.map(({ entry: { parcelId }, parcel, answer }): [string, End] => {
        const inHand = opened.get(parcelId)!;
        const number = numbers.get(parcelId)!;
        if ('refusedBecause' in number)
          return [parcelId, { parcel, answer: refusedByCarrier(number.refusedBecause) }];
        const issued = { trackingNumber: number.trackingNumber, issue: parcel.label!.issue };
        return [parcelId, recordWaybill(inHand, issued, { answer, at, steps })];
      });
      await this.parcels.save(tx, steps, at);
      return new Map(ends);
    });
  }
}

/** The number is kept whatever became of the parcel; whether it may still be printed is another question. */
const recordWaybill = (
  inHand: ParcelInHand,
  issued: { readonly trackingNumber: string; readonly issue: number },
  { answer, at, steps }: { answer: StoredAnswer; at: Date; steps: ParcelStep[] },
): End => {
  const before = inHand.parcel;
  const trackingNumber = numberToWrite(before, issued);
  const events = decide(before, { type: 'record-waybill', issue: issued.issue, trackingNumber });
  if (isRejection(events))
    return { parcel: before, answer: rejected(events, at, inHand, { text: trackingNumber }).answer! };
  steps.push({ before, events });
  const parcel = events.reduce<Parcel>(evolve, before);
  const no = notToBePrinted(parcel);
  if (!no) return { parcel, answer };
  return { parcel, answer: rejected(no, at, inHand, { text: trackingNumber }).answer! };
};

/** Two requests with one opId, for two parcels, at the same moment. */
class AnsweredMeanwhile extends Error {}

const entryOf = (
  keyId: string,
  { opId, parcelId, ...work }: ParcelWorkDto,
  seen: { readonly parcelIds: Set<string>; readonly opIds: Set<string> },
): Entry | { readonly fault: Refusal } => {
  const id = parcelId.toLowerCase();
  if (seen.parcelIds.has(id)) return twice('parcelId', 'Put all that was done to a parcel into one entry.');
  if (seen.opIds.has(opId)) return twice('opId', 'Give each operation an id of its own.');
  if (work.label && work.waybill !== undefined)
    return fault(
      'label',
      'cannot be asked for together with the scan of its waybill',
      'Send the scan in a next run.',
    );
  if (work.handOver && work.waybill === undefined)
    return fault('handOver', 'needs the waybill that was scanned on the box', 'Give waybill.');
  seen.parcelIds.add(id);
  seen.opIds.add(opId);
  return { parcelId: id, operation: operationOf(keyId, opId, `packing-run ${id}`, work), work };
};

const fault = (path: string, message: string, mend: string) => ({
  fault: Refusal.invalid(path, message, mend),
});
const twice = (path: string, mend: string) => fault(path, 'stands in this run already', mend);

const sameRequest = (
  { status, body, requestHash }: StoredAnswer & { requestHash: string },
  operation: Operation,
): StoredAnswer => {
  if (requestHash === operation.requestHash) return { status, body };
  throw operationReused('opId', operation.opId);
};

const answerOf = (end: End | { readonly fault: unknown }): OneAnswer => {
  if ('fault' in end) return problemAnswer(end.fault);
  try {
    return { status: end.answer.status, body: given(end.answer) };
  } catch (refusal) {
    return problemAnswer(refusal);
  }
};

/** Barcodes that no line of their parcel bears, and whatever is scanned on a voided one. */
const strangeBarcodes = ({ work, found }: { work: WorkDone; found: ParcelInHand }): string[] =>
  (work.scans ?? [])
    .map(({ barcode }) => barcode)
    .filter(
      (barcode) =>
        found.parcel.status === 'voided' || !found.parcel.lines.some((line) => bears(line, barcode)),
    );

const strangeWaybill = ({ work: { waybill }, found }: { work: WorkDone; found: ParcelInHand }): string[] =>
  waybill === undefined || waybill === found.parcel.label?.trackingNumber ? [] : [waybill];

const idsOf = (entries: readonly Entry[]): string[] => entries.map(({ parcelId }) => parcelId);

const countOf = (codes: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
};
