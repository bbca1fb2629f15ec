import type { RehearsedParcel } from '@okuru/contracts';
import type { ChosenParcel } from '../choose-packaging/packaging-decision.js';
import type { ParcelPlan } from '../plan-parcels/plan-units.js';

type Priced = Pick<RehearsedParcel, 'classCode' | 'yen' | 'totalYen' | 'plannedYen' | 'arrivesOn'>;

const NO_PACKAGE_YET: Priced = {
  classCode: null,
  yen: [],
  totalYen: null,
  plannedYen: null,
  arrivesOn: null,
};

/** What a planned parcel costs, part by part, and when it arrives. */
export const pricePartsOf = (plan: ParcelPlan): Priced => {
  const chosen = chosenFor(plan);
  if (!chosen || !plan.carriage) return NO_PACKAGE_YET;
  return {
    classCode: chosen.classCode,
    yen: partsOf(chosen),
    totalYen: chosen.totalYen,
    plannedYen: plan.carriage.plannedYen,
    arrivesOn: chosen.arrivesOn,
  };
};

/** Of the decision's parcels, the one that holds just these units; two that hold the same cost the same. */
const chosenFor = ({ packageCode, carriage, decision, lines }: ParcelPlan): ChosenParcel | undefined => {
  if ('leftToAPerson' in decision || 'refused' in decision.outcome) return undefined;
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) units.set(sku, quantity + (units.get(sku) ?? 0));
  return decision.outcome.chosen.find(
    (parcel) =>
      parcel.packageCode === packageCode &&
      parcel.carrier === carriage?.carrier &&
      parcel.service === carriage.service &&
      Object.keys(parcel.units).length === units.size &&
      [...units].every(([sku, quantity]) => parcel.units[sku] === quantity),
  );
};

/** Every part that costs something; an expected loss nobody has figures for is none. */
const partsOf = (parcel: ChosenParcel): Priced['yen'] =>
  [
    { what: 'package', yen: parcel.packageYen },
    { what: 'filler', yen: parcel.fillerYen },
    { what: 'freight', yen: parcel.freightYen },
    ...parcel.surcharges.map(({ code, yen }) => ({ what: code, yen })),
    { what: 'handling', yen: parcel.handlingYen },
    { what: 'expected-loss', yen: parcel.expectedLossYen ?? 0 },
  ].filter(({ yen }) => yen > 0);
