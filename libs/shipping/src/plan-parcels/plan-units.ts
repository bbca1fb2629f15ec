import type { DeliveryDemand } from '@okuru/carriers';
import type { ItemFacts } from '@okuru/contracts';
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
import { byTemperature, goodsOf, skusOf, whyByHand, withNewestFacts, type LeftToAPerson } from './goods.js';
import type { ConfirmedOrder, ReservedLine } from './shipment.js';

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

/** Parcels for the units: one temperature never shares a parcel with another, and one refusal stops the whole plan. */
export const planUnits = (
  units: readonly ReservedLine[],
  order: ConfirmedOrder,
  parcelsBefore: number,
  tables: PlanningTables,
): PlanAnswer => {
  const parcels: ParcelPlan[] = [];
  for (const together of byTemperature(withNewestFacts(units))) {
    const answer = planTogether(together, order, tables);
    if ('refused' in answer) return answer;
    parcels.push(...answer.parcels);
  }
  if (parcelsBefore + parcels.length <= PARCELS_PER_ORDER_MAX) return { parcels };
  return { refused: { reason: 'fits-no-package', skus: skusOf(units) }, decision: null };
};

const planTogether = (
  units: readonly ReservedLine[],
  order: ConfirmedOrder,
  tables: PlanningTables,
): PlanAnswer => {
  const temperature = units[0]!.item.temperature;
  const byHand = whyByHand(units);
  if (byHand) {
    return {
      parcels: [
        { temperature, lines: mergeByLine(units), packageCode: null, carriage: null, decision: byHand },
      ],
    };
  }
  const { packages, carriers, rules, pack, shipOn } = tables;
  const demand = {
    items: goodsOf(units),
    valueYen: units.reduce((sum, { quantity, item }) => sum + quantity * item.valueYen, 0),
    delivery: deliveryOf(order, shipOn),
  };
  const decision = choosePackaging(demand, packages, carriers.services, carriers.tariffs, rules, pack);
  if ('refused' in decision.outcome) return { refused: decision.outcome.refused, decision };
  const left = mergeByLine(units).map((line) => ({ line, quantity: line.quantity }));
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

/** Units of one line that came in several reservations are one line of the parcel. */
const mergeByLine = (units: readonly ReservedLine[]): ReservedLine[] => {
  const lines = new Map<string, ReservedLine>();
  for (const unit of units) {
    const quantity = unit.quantity + (lines.get(unit.lineId)?.quantity ?? 0);
    lines.set(unit.lineId, { ...unit, quantity });
  }
  return [...lines.values()];
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
