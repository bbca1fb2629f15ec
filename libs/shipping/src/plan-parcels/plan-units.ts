import type { ItemFacts } from '@okuru/contracts';
import { bySku } from '../choose-packaging/choose-packaging.js';
import { plannedYenOf } from '../choose-packaging/choose-carriage.js';
import type { ChoiceTables } from '../choose-packaging/choice-tables.js';
import type { PackagingRefusal } from '../choose-packaging/packaging-decision.js';
import type { PackagingDemand } from '../choose-packaging/packaging-demand.js';
import {
  decisionOfParcel,
  type Decide,
  type ParcelDecision,
  type RecordedDecision,
} from '../choose-packaging/recorded-decision.js';
import type { Carriage } from '../parcel/parcel.js';
import { deliveryOf, type ShippingDay } from './delivery.js';
import { basketsOf, goodsOf, skusOf, type Basket, type LeftToAPerson } from './goods.js';
import type { ConfirmedOrder, ReservedLine } from '../shipment/shipment.js';

/** One parcel to be, before it has an id. */
export interface ParcelPlan {
  readonly temperature: ItemFacts['temperature'];
  readonly lines: readonly ReservedLine[];
  /** null: a size or weight is unknown, so the person who packs picks the package. */
  readonly packageCode: string | null;
  readonly carriage: Carriage | null;
  readonly decision: ParcelDecision | LeftToAPerson;
}

export type PlanAnswer =
  | { readonly parcels: readonly ParcelPlan[]; readonly decisions: readonly RecordedDecision[] }
  | { readonly refused: PackagingRefusal; readonly decision: RecordedDecision | null };

/** The tables a plan is computed from; fixed for a whole batch. */
export interface PlanningTables extends ChoiceTables {
  readonly decide: Decide;
  readonly day: ShippingDay;
}

/** Parcels of one order at most, as its facts may state. */
export const PARCELS_PER_ORDER_MAX = 200;

/** What `planUnits` will ask; nothing when the order takes more parcels than it may have anyway. */
export const demandsOf = (
  units: readonly ReservedLine[],
  order: ConfirmedOrder,
  parcelsBefore: number,
  day: ShippingDay,
): PackagingDemand[] => {
  const baskets = basketsOf(units);
  if (isTooMuch(parcelsBefore + baskets.length)) return [];
  return baskets.filter(({ byHand }) => !byHand).map((basket) => demandOf(basket, order, day));
};

/** Parcels for the units: one temperature never shares a parcel with another, and one refusal stops the whole plan. */
export const planUnits = (
  units: readonly ReservedLine[],
  order: ConfirmedOrder,
  parcelsBefore: number,
  tables: PlanningTables,
): PlanAnswer => {
  const tooMuch: PlanAnswer = {
    refused: { reason: 'fits-no-package', skus: skusOf(units) },
    decision: null,
  };
  const baskets = basketsOf(units);
  // Each basket makes a parcel at least, so what would come to nothing is not searched for.
  if (isTooMuch(parcelsBefore + baskets.length)) return tooMuch;
  const parcels: ParcelPlan[] = [];
  const decisions: RecordedDecision[] = [];
  for (const basket of baskets) {
    const answer = planBasket(basket, order, tables);
    if ('refused' in answer) return answer;
    parcels.push(...answer.parcels);
    decisions.push(...answer.decisions);
  }
  return isTooMuch(parcelsBefore + parcels.length) ? tooMuch : { parcels, decisions };
};

const isTooMuch = (parcels: number): boolean => parcels > PARCELS_PER_ORDER_MAX;

const planBasket = (basket: Basket, order: ConfirmedOrder, tables: PlanningTables): PlanAnswer => {
  const { temperature, lines, byHand } = basket;
  if (byHand) {
    const parcel = { temperature, lines, packageCode: null, carriage: null, decision: byHand };
    return { parcels: [parcel], decisions: [] };
  }
  const decision = tables.decide(demandOf(basket, order, tables.day), tables);
  if ('refused' in decision.outcome) return { refused: decision.outcome.refused, decision };
  const { chosen } = decision.outcome;
  const left = lines.map((line) => ({ line, quantity: line.quantity }));
  return {
    parcels: chosen.map((parcel) => ({
      temperature,
      lines: takeFrom(left, parcel.units),
      packageCode: parcel.packageCode,
      carriage: { carrier: parcel.carrier, service: parcel.service, plannedYen: plannedYenOf(parcel) },
      decision: decisionOfParcel(decision, parcel, chosen.length),
    })),
    decisions: [decision],
  };
};

const demandOf = (
  { temperature, lines, valueYen }: Basket,
  order: ConfirmedOrder,
  day: ShippingDay,
): PackagingDemand => {
  return {
    items: bySku(goodsOf(lines)),
    valueYen,
    unitValuesYen: Object.fromEntries(bySku(lines).map(({ sku, item }) => [sku, item.valueYen])),
    delivery: deliveryOf(order, { temperature, lines }, day),
  };
};

/** The units of one package out of the lines, the order's first lines first; a line may be split and keeps its id. */
const takeFrom = (
  left: { readonly line: ReservedLine; quantity: number }[],
  inside: Readonly<Record<string, number>>,
): ReservedLine[] => {
  const wanted = new Map(Object.entries(inside));
  return left.flatMap((open) => {
    const quantity = Math.min(open.quantity, wanted.get(open.line.sku) ?? 0);
    if (quantity === 0) return [];
    open.quantity -= quantity;
    wanted.set(open.line.sku, wanted.get(open.line.sku)! - quantity);
    return [{ ...open.line, quantity }];
  });
};
