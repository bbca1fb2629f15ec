import type { DeliveryDemand } from '@okuru/carriers';
import type { ItemFacts } from '@okuru/contracts';
import type { PackItem } from '@okuru/packing';
import { choosePackaging } from '../choose-packaging/choose-packaging.js';
import type { Pack } from '../choose-packaging/pack-verified.js';
import type {
  CarrierTables,
  ChoiceRules,
  PackageTable,
  PackagingDecision,
  PackagingRefusal,
} from '../choose-packaging/packaging-decision.js';
import type { Carriage } from '../parcel/parcel.js';
import { basketsOf, goodsOf, skusOf, type Basket, type LeftToAPerson } from './goods.js';
import type { ConfirmedOrder, ReservedLine } from '../shipment/shipment.js';

/** One parcel to be, before it has an id. */
export interface ParcelPlan {
  readonly temperature: ItemFacts['temperature'];
  readonly lines: readonly ReservedLine[];
  /** null: a size or weight is unknown, so the person who packs picks the package. */
  readonly packageCode: string | null;
  readonly carriage: Carriage | null;
  readonly decision: PackagingDecision | LeftToAPerson;
}

export type PlanAnswer =
  | { readonly parcels: readonly ParcelPlan[] }
  | { readonly refused: PackagingRefusal; readonly decision: PackagingDecision | null };

/** The tables a plan is computed from; fixed for a whole batch. */
export interface PlanningTables {
  readonly packages: PackageTable;
  readonly carriers: CarrierTables;
  readonly rules: ChoiceRules;
  readonly pack: Pack;
  /** ISO date of the shop's today. */
  readonly shipOn: string;
}

/** Parcels of one order at most, as its facts may state. */
export const PARCELS_PER_ORDER_MAX = 200;

/** What `planUnits` will have packed; nothing when the order takes more parcels than it may have anyway. */
export const goodsToPack = (units: readonly ReservedLine[], parcelsBefore: number): PackItem[][] => {
  const baskets = basketsOf(units);
  if (isTooMuch(parcelsBefore + baskets.length)) return [];
  return baskets.filter(({ byHand }) => !byHand).map(({ lines }) => goodsOf(lines));
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
  for (const basket of baskets) {
    const answer = planBasket(basket, order, tables);
    if ('refused' in answer) return answer;
    parcels.push(...answer.parcels);
  }
  return isTooMuch(parcelsBefore + parcels.length) ? tooMuch : { parcels };
};

const isTooMuch = (parcels: number): boolean => parcels > PARCELS_PER_ORDER_MAX;

const planBasket = (
  { temperature, lines, valueYen, byHand }: Basket,
  order: ConfirmedOrder,
  { packages, carriers, rules, pack, shipOn }: PlanningTables,
): PlanAnswer => {
  if (byHand) {
    return { parcels: [{ temperature, lines, packageCode: null, carriage: null, decision: byHand }] };
  }
  const demand = { items: goodsOf(lines), valueYen, delivery: deliveryOf(order, shipOn) };
  const decision = choosePackaging(demand, packages, carriers.services, carriers.tariffs, rules, pack);
  if ('refused' in decision.outcome) return { refused: decision.outcome.refused, decision };
  const left = lines.map((line) => ({ line, quantity: line.quantity }));
  return {
    parcels: decision.outcome.chosen.map(({ packageCode, carrier, service, totalYen, units: inside }) => ({
      temperature,
      lines: takeFrom(left, inside),
      packageCode,
      carriage: { carrier, service, plannedYen: totalYen },
      decision,
    })),
  };
};

/** What the buyer was promised, as the carriers' tables ask it. */
export const deliveryOf = (
  { prefecture, delivery, cashOnDelivery }: ConfirmedOrder,
  shipOn: string,
): DeliveryDemand => ({
  prefecture,
  mode: delivery.mode,
  ...(delivery.service === undefined ? {} : { service: delivery.service }),
  ...(delivery.slot === undefined ? {} : { timeSlot: delivery.slot }),
  cashOnDelivery,
  shipOn,
});

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
