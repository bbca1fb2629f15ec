import { cheapestQuote, quoteAll, totalYen, type CarrierService, type Tariff } from '@okuru/carriers';
import type { PackageKind, ParcelFloor, ParcelPrice, SizeMm } from '@okuru/packing';

/** A package with a rigid inside. */
export type BoxKind = Extract<PackageKind, { readonly inner: SizeMm }>;

/** The carriers' tables that a run prices parcels with, and where they come from. */
export interface Carriage {
  readonly services: readonly CarrierService[];
  readonly tariffs: readonly Tariff[];
  readonly said: string;
}

/** Day the parcels of the bench leave; its tariffs must be in force by then. */
export const SHIP_ON = '2026-11-26';

/** What a parcel to one place costs, and what it costs at least. */
export interface Price {
  readonly of: ParcelPrice;
  readonly floor: ParcelFloor;
}

/** Package and the cheapest freight of any service to a prefecture (JIS code), yen. */
export const priceTo = (prefecture: number, carriage: Carriage): Price => {
  const freightYen = freightTo(prefecture, carriage);
  return {
    of: ({ kind, outer, grossWeightGrams }) => {
      const yen = freightYen(outer, grossWeightGrams);
      return yen === null ? null : kind.costYen + yen;
    },
    // No tariff charges less for more weight.
    floor: (kind, outer, grossWeightGramsMin) =>
      kind.costYen + (freightYen(outer, grossWeightGramsMin) ?? Infinity),
  };
};

/** Asks the carriers once for each size and step of weight: a search asks for the same parcel thousands of times. */
const freightTo = (prefecture: number, carriage: Carriage) => {
  const { services, tariffs } = carriage;
  const demand = { prefecture, mode: 'any', cashOnDelivery: false, shipOn: SHIP_ON } as const;
  const steps = [...weightSteps(carriage), Infinity];
  const known = new WeakMap<SizeMm, Map<number, number | null>>();
  return (outer: SizeMm, grossWeightGrams: number): number | null => {
    const bySteps = known.get(outer) ?? new Map<number, number | null>();
    known.set(outer, bySteps);
    const step = steps.find((grams) => grossWeightGrams <= grams)!;
    const before = bySteps.get(step);
    if (before !== undefined) return before;
    const offer = cheapestQuote(quoteAll({ outer, grossWeightGrams }, services, tariffs, demand));
    const yen = offer ? totalYen(offer) : null;
    bySteps.set(step, yen);
    return yen;
  };
};

/** Every package costs the same, so that the least yen is the fewest packages. */
export const COUNTED: Price = { of: () => 1, floor: () => 1 };

/** Weights at which some service changes its price, ascending, grams. */
export const weightSteps = ({ services }: Carriage): number[] =>
  [...new Set(services.flatMap(({ classes }) => classes.map(({ weightGramsMax }) => weightGramsMax)))].sort(
    (a, b) => a - b,
  );
