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
export const pricePartsOf = ({ carriage, decision }: ParcelPlan): Priced => {
  if (!carriage || 'leftToAPerson' in decision) return NO_PACKAGE_YET;
  const [chosen] = decision.outcome.chosen;
  return {
    classCode: chosen.classCode,
    yen: partsOf(chosen),
    totalYen: chosen.totalYen,
    plannedYen: carriage.plannedYen,
    arrivesOn: chosen.arrivesOn,
  };
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
