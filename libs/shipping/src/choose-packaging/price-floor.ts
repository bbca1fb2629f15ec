import { tariffInForce, type DeliveryDemand } from '@okuru/carriers';
import type { ParcelFloor } from '@okuru/packing';
import type { CarrierTables, ChoiceRules, PackagingDemand } from './packaging-demand.js';
import { parcelOffers } from './parcel-offers.js';

/**
 * The yen below which no parcel of this package, size and weight can cost: without filler, without goods that cost insurance,
 * in its own weight step or, where a tariff is cheaper for heavier parcels, in the cheapest from there up.
 * A parcel that nobody carries empty is carried by nobody full.
 */
export const priceFloor = (
  demand: PackagingDemand,
  tables: CarrierTables,
  rules: ChoiceRules,
): ParcelFloor => {
  const offers = parcelOffers(demand, tables, rules);
  const heavier = risesWithWeight(demand.delivery, tables) ? [] : weightStepsOf(tables);
  return (kind, outer, grossWeightGramsMin) => {
    const steps = [grossWeightGramsMin, ...heavier.filter((grams) => grams > grossWeightGramsMin)];
    const carriage = steps.flatMap(
      (grossWeightGrams) => offers.leastYen({ kind, outer, grossWeightGrams, units: {} }) ?? [],
    );
    return carriage.length === 0
      ? Infinity
      : kind.costYen + rules.handlingYenPerParcel + Math.min(...carriage);
  };
};

const weightStepsOf = ({ services }: CarrierTables): number[] => [
  ...new Set(services.flatMap(({ classes }) => classes.map(({ weightGramsMax }) => weightGramsMax))),
];

/** Whether every tariff asks as much for a larger class as for a smaller one, to the place it goes; a class without a price is refused. */
const risesWithWeight = (delivery: DeliveryDemand, { services, tariffs }: CarrierTables): boolean =>
  services.every((service) => {
    const tariff = tariffInForce(service, tariffs, delivery.shipOn);
    const zone = tariff?.zoneByPrefecture[delivery.prefecture];
    const codes = service.classes.map(({ code }) => code);
    const rows = [zone === undefined ? undefined : tariff?.priceYen[zone], tariff?.coolYenByClass];
    return rows.every((row) => row === undefined || isAscending(codes.map((code) => row[code])));
  });

/** A gap at the beginning would let a heavier parcel go where a lighter one may not. */
const isAscending = (yen: readonly (number | undefined)[]): boolean =>
  yen.every((one, index) => index === 0 || one === undefined || (yen[index - 1] ?? Infinity) <= one);
