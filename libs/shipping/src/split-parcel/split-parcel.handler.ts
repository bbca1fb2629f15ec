import { Injectable } from '@nestjs/common';
import { Clock, fact, newId, Refusal, UnitOfWork, type Fact, type Transaction } from '@okuru/platform';
import { decide, isRejection, splitRefused, type ParcelEvent, type Rejection } from '../parcel/parcel.js';
import { ParcelStore, type StoredAnswer } from '../parcel/parcel.store.js';
import { awaitedLines, stayingLines } from '../parcel/split.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import { given, ok, rejected } from '../parcel-desk/answers.js';
import { operationOf } from '../parcel-desk/operation.js';
import { ParcelWork, type Action, type Finding, type Outcome } from '../parcel-desk/parcel-work.js';
import { found } from '../parcel-desk/steps.js';
import { Decisions } from '../plan-parcels/decisions.store.js';
import { ParcelsToBe, type ParcelToBe } from '../plan-parcels/parcels-to-be.store.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { statedParcel } from '../plan-parcels/stated-parcel.js';
import { Shortages } from '../report-missing/shortages.store.js';
import { VoidWaybills } from '../reprint-label/void-waybills.store.js';
import { ShipmentStore, type StoredShipment } from '../shipment/shipment.store.js';
import { PlanSplit } from './plan-split.handler.js';
import { extraYenOf, type SplitPlan } from './split-plan.js';
import { Splits, type PlannedAs } from './splits.store.js';

/** What a split rests on. */
interface Asked {
  readonly shipment: StoredShipment;
  readonly plannedAs: PlannedAs;
}

/** Asked without doing it, nothing is kept under an opId. */
const NOBODY = { keyId: '', opId: '', requestHash: '' };

/**
 * A second box: what is proven stays in the first, the rest is planned into further parcels of the same order. It locks as
 * a cancellation does, first the order and then its parcel, so that no parcel is added while one is voided.
 */
@Injectable()
export class SplitParcel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: ParcelStore,
    private readonly work: ParcelWork,
    private readonly shipments: ShipmentStore,
    private readonly splits: Splits,
    private readonly planning: PlanSplit,
    private readonly parcelsToBe: ParcelsToBe,
    private readonly decisions: Decisions,
    private readonly tables: PlanningTablesSource,
    private readonly shortages: Shortages,
    private readonly voids: VoidWaybills,
    private readonly clock: Clock,
  ) {}

  async split(action: Action): Promise<StoredAnswer> {
    let asked: Asked | undefined;
    return this.work.act(
      'split',
      action,
      {},
      async (finding, tx) => {
        const plan = await this.planFor(tx, finding, asked!);
        if ('kind' in plan) return rejected(plan, finding.at, finding.inHand, { text: '' });
        return this.divide(tx, found(finding), plan, asked!, action);
      },
      async (tx) => {
        asked = await this.lock(tx, action.parcelId);
      },
    );
  }

  /** What the split would make, which changes nothing. */
  async preview(parcelId: string): Promise<object> {
    const answer = await this.unitOfWork.run(async (tx): Promise<StoredAnswer> => {
      const asked = await this.lock(tx, parcelId);
      const { inHand } = await this.parcels.open(tx, { parcelId }, NOBODY);
      const finding = { inHand, at: this.clock.now() };
      const plan = await this.planFor(tx, finding, asked);
      if ('kind' in plan) return rejected(plan, finding.at, inHand, { text: '' }).answer!;
      return ok(told(found(finding).inHand, plan, plan.parcels.map(shownPlan)));
    });
    return given(answer);
  }

  private async lock(tx: Transaction, parcelId: string): Promise<Asked> {
    const plannedAs = await this.splits.plannedAs(tx, parcelId);
    if (!plannedAs) throw Refusal.notFound('parcel');
    const shipments = await this.shipments.lock(tx, [plannedAs.orderId]);
    return { plannedAs, shipment: shipments.get(plannedAs.orderId)! };
  }

  private async planFor(
    tx: Transaction,
    finding: Finding,
    { shipment }: Asked,
  ): Promise<SplitPlan | Rejection> {
    const { inHand } = found(finding);
    const no = splitRefused(inHand.parcel);
    if (no) return no;
    // Read again under the lock of the parcel.
    const plannedAs = await this.splits.plannedAs(tx, inHand.parcel.parcelId);
    return this.planning.plan(tx, inHand, shipment, plannedAs!);
  }

  private async divide(
    tx: Transaction,
    { inHand, at }: ReturnType<typeof found>,
    plan: SplitPlan,
    { shipment, plannedAs }: Asked,
    { keyId, opId }: Action,
  ): Promise<Outcome> {
    const { parcel, reference } = inHand;
    const { parcelId, orderId } = parcel;
    const { packageCode, carriage, labelStays, decision } = plan.stays;
    const events = decide(parcel, { type: 'split', packageCode, carriage, labelStays, at: at.toISOString() });
    if (isRejection(events)) return rejected(events, at, inHand, { text: '' });
    const operation = operationOf(keyId, opId, `split ${parcelId}`, {});
    for (const event of events)
      if (event.type === 'waybill-voided') await this.voids.record(tx, parcelId, event, operation);
    await this.shortages.leaveBehind(tx, parcelId);
    const rest = plan.parcels.map((one): ParcelToBe => ({
      ...one,
      parcelId: newId(),
      orderId,
      reference,
      splitFrom: parcelId,
    }));
    const { packages } = await this.tables.now(tx);
    await this.decisions.keep(tx, plan.decisions, packages, at);
    await this.splits.keep(tx, {
      ...{ parcelId, orderId, decisionId: plannedAs.decisionId, decision, at },
      ...{ fromCode: parcel.packageCode, toCode: packageCode },
      ...{
        lines: stayingLines(parcel.lines),
        parcels: rest.length,
        extraYen: extraYenOf(parcel.carriage, plan),
      },
    });
    await this.parcelsToBe.insert(tx, rest, at);
    await this.shipments.save(tx, [{ ...shipment, parcelCount: shipment.parcelCount + rest.length }], at);
    return {
      events,
      facts: [splitFact(inHand, plan, at), ...plannedFacts(orderId, rest)],
      answer: ok({ ...told(inHand, plan, rest.map(statedParcel)), voidWaybill: voidedIn(events) }),
    };
  }
}

const voidedIn = (events: readonly ParcelEvent[]): string | null =>
  events.flatMap((event) => (event.type === 'waybill-voided' ? [event.trackingNumber] : []))[0] ?? null;

const splitFact = (inHand: ParcelInHand, { stays }: SplitPlan, at: Date): Fact<'parcel.split'> => {
  const { parcelId, orderId } = inHand.parcel;
  return fact('parcel.split', {
    ...{ orderId, parcelId, lines: stayingIn(inHand), packageCode: stays.packageCode },
    ...carriedBy(stays.carriage),
    at: at.toISOString(),
  });
};

/** The rest may be awaited and nothing else, and then no parcel is planned yet. */
const plannedFacts = (orderId: string, rest: readonly ParcelToBe[]): Fact[] =>
  rest.length === 0 ? [] : [fact('parcels.planned', { orderId, parcels: rest.map(statedParcel) })];

const stayingIn = ({ parcel: { lines } }: ParcelInHand) =>
  stayingLines(lines).map(({ lineId, quantity }) => ({
    ...{ lineId, quantity, sku: lines.find((line) => line.lineId === lineId)!.sku },
  }));

const carriedBy = (carriage: SplitPlan['stays']['carriage']) => ({
  carrier: carriage?.carrier ?? null,
  service: carriage?.service ?? null,
  plannedYen: carriage?.plannedYen ?? null,
});

const shownPlan = ({ lines, packageCode, carriage }: SplitPlan['parcels'][number]) => ({
  lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
  packageCode,
  ...carriedBy(carriage),
});

/** The box as it is then, its further ones, and what they cost together more than the one did. */
const told = (inHand: ParcelInHand, plan: SplitPlan, parcels: readonly object[]) => {
  const { parcelId, lines, carriage, label } = inHand.parcel;
  return {
    parcelId,
    stays: {
      lines: stayingIn(inHand),
      packageCode: plan.stays.packageCode,
      ...carriedBy(plan.stays.carriage),
    },
    parcels,
    awaits: awaitedLines(lines),
    extraYen: extraYenOf(carriage, plan),
    voidWaybill: plan.stays.labelStays ? null : (label?.trackingNumber ?? null),
  };
};
