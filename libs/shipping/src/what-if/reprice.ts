import type { ChoiceTables } from '../choose-packaging/choice-tables.js';
import type { PackagingDemand } from '../choose-packaging/packaging-demand.js';
import { basketsOf } from '../plan-parcels/goods.js';
import { demandsOf } from '../plan-parcels/plan-units.js';
import type { ConfirmedOrder, ReservedLine } from '../shipment/shipment.js';

/** What was asked once when parcels were planned: goods, promise and day. */
export interface PlannedOnce {
  /** The first parcel that came of it. */
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly order: Omit<ConfirmedOrder, 'shipTo'>;
  readonly lines: readonly ReservedLine[];
  /** ISO date. */
  readonly shipOn: string;
  /** What the parcels were planned at then; null where a person chose and nothing was planned. */
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
  /** A size or weight is unknown, so a person picks the package under any table. */
  readonly leftToAPerson: boolean;
  readonly now: readonly RepricedParcel[] | null;
  readonly then: readonly RepricedParcel[] | null;
}

/** What would be sent for a demand under these tables; null: refused. */
export type Answer = (demand: PackagingDemand, tables: ChoiceTables) => readonly RepricedParcel[] | null;

export const reprice = (
  asked: PlannedOnce,
  now: ChoiceTables,
  then: ChoiceTables,
  answer: Answer,
): Repriced => {
  const { orderId, reference, plannedYen, lines, order, shipOn } = asked;
  const leftToAPerson = basketsOf(lines).some(({ byHand }) => byHand !== undefined);
  const demands = leftToAPerson ? [] : demandsOf(lines, { ...order, shipTo: null }, 0, shipOn);
  const under = (tables: ChoiceTables) => together(demands.map((demand) => answer(demand, tables)));
  return { orderId, reference, plannedYen, leftToAPerson, now: under(now), then: under(then) };
};

/** Everything that was planned at once, or nothing of it. */
const together = (answers: readonly (readonly RepricedParcel[] | null)[]): RepricedParcel[] | null =>
  answers.length === 0 || answers.includes(null) ? null : answers.flatMap((parcels) => parcels ?? []);
