import type { DeliveryDemand, ParcelToShip } from '@okuru/carriers';
import type { ItemFacts } from '@okuru/contracts';
import { innerOf, type PackageKind } from '@okuru/packing';
import type { Carriage } from '../parcel/parcel-states.js';
import { closedInHand } from './closed-in-hand.js';
import { fillerYenOf } from './filler.js';
import { goodsTraitsOf } from './pack-item.js';
import type { ParcelYen, ServiceCandidate } from './packaging-decision.js';
import type { CarrierTables, ChoiceRules } from './packaging-demand.js';
import { bestOf, parcelOffers, type AcceptedService } from './parcel-offers.js';
import { safeDelivery } from './safe-delivery.js';

/** A package in the hand of a person, and what lies in it. */
export interface PackageInHand {
  readonly kind: PackageKind;
  readonly goods: readonly { readonly quantity: number; readonly item: ItemFacts }[];
  /** null: not weighed yet. */
  readonly weightGrams: number | null;
  readonly delivery: DeliveryDemand;
}

/** What happens to the service chosen before: a label binds it, a new weight keeps it where it can, a new package asks anew. */
export type Before = { readonly carriage: Carriage; readonly stays: 'always' | 'where-it-can' } | null;

/** Who carries this package; null when nobody may, or not the one on the label. */
export const chooseCarriage = (
  inHand: PackageInHand,
  before: Before,
  tables: CarrierTables,
  rules: ChoiceRules,
): Carriage | null => {
  const { kind, goods } = inHand;
  const { outer, services } = offersInHand(inHand, tables, rules);
  const same = before ? accepted(services.find((each) => isSame(each, before.carriage))) : undefined;
  const chosen = before?.stays === 'always' ? same : (same ?? bestOf(services));
  if (!chosen) return null;
  const fillerYen = fillerYenOf(innerOf(kind, outer), sumOf(goods, volumeOf), rules);
  const plannedYen = plannedYenOf({ packageYen: kind.costYen, fillerYen, ...chosen });
  return { carrier: chosen.carrier, service: chosen.service, plannedYen };
};

/** What every service says of the package as it is closed. */
export const offersInHand = (
  inHand: PackageInHand,
  tables: CarrierTables,
  rules: ChoiceRules,
): ParcelToShip & { readonly services: readonly ServiceCandidate[] } => {
  const { kind, goods } = inHand;
  const atRisk = {
    valueYen: sumOf(goods, ({ valueYen }) => valueYen),
    fragile: goods.some(({ item }) => item.handling.fragile),
  };
  const demand = {
    items: goods.map(({ quantity, item }) => ({ ...goodsTraitsOf(item), quantity })),
    unitValuesYen: Object.fromEntries(goods.map(({ item }) => [item.sku, item.valueYen])),
    delivery: safeDelivery(atRisk, inHand.delivery, rules),
  };
  const outer = closedInHand(kind, goods, rules.pack);
  const grossWeightGrams = inHand.weightGrams ?? expectedWeightGrams(kind, goods);
  const services = parcelOffers(demand, tables, rules).services({
    ...{ kind, outer, grossWeightGrams },
    units: unitsOf(goods),
  });
  return { outer, grossWeightGrams, services };
};

/** Package and goods; an item whose weight nobody knows counts nothing until the parcel is weighed. */
export const expectedWeightGrams = (kind: PackageKind, goods: PackageInHand['goods']): number =>
  kind.emptyWeightGrams + sumOf(goods, ({ weightGrams }) => weightGrams ?? 0);

/** What a parcel's package and carriage are paid with; own work and what may be lost on the way are no bills. */
export const plannedYenOf = ({
  packageYen,
  fillerYen,
  freightYen,
  surchargeYen,
}: Pick<ParcelYen, 'packageYen' | 'fillerYen' | 'freightYen' | 'surchargeYen'>): number =>
  packageYen + fillerYen + freightYen + surchargeYen;

type Named = { readonly carrier: string; readonly service: string };

const accepted = (candidate: ServiceCandidate | undefined): AcceptedService | undefined =>
  candidate && !('refusedBy' in candidate) ? candidate : undefined;
const unitsOf = (goods: PackageInHand['goods']): Record<string, number> => {
  const units = new Map<string, number>();
  for (const { quantity, item } of goods) units.set(item.sku, quantity + (units.get(item.sku) ?? 0));
  return Object.fromEntries(units);
};
const isSame = (a: Named, b: Named): boolean => a.carrier === b.carrier && a.service === b.service;
const sumOf = (goods: PackageInHand['goods'], of: (item: ItemFacts) => number): number =>
  goods.reduce((sum, { quantity, item }) => sum + quantity * of(item), 0);
const volumeOf = ({ size }: ItemFacts): number => (size ? size.lengthMm * size.widthMm * size.heightMm : 0);
