import type { DeliveryDemand } from '@okuru/carriers';
import type { ItemFacts } from '@okuru/contracts';
import type { Carton } from '@okuru/packing';
import type { Carriage } from '../parcel/parcel-states.js';
import { chooseService } from './choose-service.js';
import { fillerYenOf } from './filler.js';
import type { CarrierTables, ChoiceRules, ServiceCandidate } from './packaging-decision.js';
import { safeDelivery } from './safe-delivery.js';

/** A package in the hand of a person, and what lies in it. */
export interface PackageInHand {
  readonly kind: Carton;
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
  const atRisk = {
    valueYen: sumOf(goods, ({ valueYen }) => valueYen),
    fragile: goods.some(({ item }) => item.handling.fragile),
  };
  const { cheapest, candidates } = chooseService(
    kind.outer,
    inHand.weightGrams ?? expectedWeightGrams(kind, goods),
    safeDelivery(atRisk, inHand.delivery, rules),
    tables,
  );
  const same =
    before && candidates.find((candidate) => isAccepted(candidate) && isSame(candidate, before.carriage));
  const chosen = before?.stays === 'always' ? same : (same ?? cheapest);
  if (!chosen || !isAccepted(chosen)) return null;
  const fillerYen = fillerYenOf(kind.inner, sumOf(goods, volumeOf), rules);
  const plannedYen = kind.costYen + fillerYen + chosen.freightYen + chosen.surchargeYen;
  return { carrier: chosen.carrier, service: chosen.service, plannedYen };
};

/** Package and goods; an item whose weight nobody knows counts nothing until the parcel is weighed. */
export const expectedWeightGrams = (kind: Carton, goods: PackageInHand['goods']): number =>
  kind.emptyWeightGrams + sumOf(goods, ({ weightGrams }) => weightGrams ?? 0);

type Accepted = Exclude<ServiceCandidate, { refusedBy: unknown }>;
type Named = { readonly carrier: string; readonly service: string };

const isAccepted = (candidate: ServiceCandidate | Accepted): candidate is Accepted =>
  !('refusedBy' in candidate);
const isSame = (a: Named, b: Named): boolean => a.carrier === b.carrier && a.service === b.service;
const sumOf = (goods: PackageInHand['goods'], of: (item: ItemFacts) => number): number =>
  goods.reduce((sum, { quantity, item }) => sum + quantity * of(item), 0);
const volumeOf = ({ size }: ItemFacts): number => (size ? size.lengthMm * size.widthMm * size.heightMm : 0);
