import type { ChoiceTables } from '../choose-packaging/choice-tables.js';
import type { PackagingDemand } from '../choose-packaging/packaging-demand.js';

/** What was asked once when parcels were planned. */
export interface PlannedOnce {
  /** The first parcel of it that left. */
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
  /** As it is kept with the decision; null: a person picked the package, or divided what was planned. */
  readonly question: PackagingDemand | null;
  /** What its parcels were planned at when they left. */
  readonly plannedYen: number | null;
}

/** One parcel of an answer. */
export interface RepricedParcel {
  readonly packageCode: string;
  /** `carrier/service`. */
  readonly service: string;
  /** Package, filler, freight and surcharges: what is paid for it. */
  readonly yen: number;
}

/** The same question answered from both tables; null: refused, and a person would have to decide. */
export interface Repriced {
  readonly orderId: string;
  readonly reference: string;
  readonly plannedYen: number | null;
  /** A person would pick the package under any table. */
  readonly leftToAPerson: boolean;
  readonly now: readonly RepricedParcel[] | null;
  readonly then: readonly RepricedParcel[] | null;
}

/** What would be sent for a demand under these tables; null: refused. */
export type Answer = (demand: PackagingDemand, tables: ChoiceTables) => readonly RepricedParcel[] | null;

export const reprice = (
  { orderId, reference, plannedYen, question }: PlannedOnce,
  now: ChoiceTables,
  then: ChoiceTables,
  answer: Answer,
): Repriced => ({
  ...{ orderId, reference, plannedYen, leftToAPerson: question === null },
  now: question && answer(question, now),
  then: question && answer(question, then),
});
