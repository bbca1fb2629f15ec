import type { ParcelFloor } from '@okuru/packing';
import type { CarrierTables, ChoiceRules, PackagingDemand } from './packaging-demand.js';
import { parcelOffers } from './parcel-offers.js';

/**
 * The yen below which no parcel of this package, size and weight can cost: without filler, without goods that cost insurance,
 * in the cheapest weight step from its own up. A parcel that nobody carries empty is carried by nobody full.
 */
export const priceFloor = (
  demand: PackagingDemand,
  tables: CarrierTables,
  rules: ChoiceRules,
): ParcelFloor => {
  const offers = parcelOffers(demand, tables, rules);
  const grams = [
    ...new Set(tables.services.flatMap(({ classes }) => classes.map(({ weightGramsMax }) => weightGramsMax))),
  ].sort((a, b) => a - b);
  return (kind, outer, grossWeightGramsMin) => {
    const steps = [grossWeightGramsMin, ...grams.filter((gramsMax) => gramsMax > grossWeightGramsMin)];
    const carriage = steps.flatMap(
      (grossWeightGrams) => offers.leastYen({ kind, outer, grossWeightGrams, units: {} }) ?? [],
    );
    return carriage.length === 0
      ? Infinity
      : kind.costYen + rules.handlingYenPerParcel + Math.min(...carriage);
  };
};
