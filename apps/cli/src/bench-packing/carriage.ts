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
export const priceTo = (prefecture: number, { services, tariffs }: Carriage): Price => {
  const demand = { prefecture, mode: 'any', cashOnDelivery: false, shipOn: SHIP_ON } as const;
  const yenOf = (kind: PackageKind, outer: SizeMm, grossWeightGrams: number): number | null => {
    const offer = cheapestQuote(quoteAll({ outer, grossWeightGrams }, services, tariffs, demand));
    return offer ? kind.costYen + totalYen(offer) : null;
  };
  return {
    of: ({ kind, outer, grossWeightGrams }) => yenOf(kind, outer, grossWeightGrams),
    // No tariff charges less for more weight.
    floor: (kind, outer, grossWeightGramsMin) => yenOf(kind, outer, grossWeightGramsMin) ?? Infinity,
  };
};

/** Every package costs the same, so that the least yen is the fewest packages. */
export const COUNTED: Price = { of: () => 1, floor: () => 1 };

/** Weights at which some service changes its price, ascending, grams. */
export const weightSteps = ({ services }: Carriage): number[] =>
  [...new Set(services.flatMap(({ classes }) => classes.map(({ weightGramsMax }) => weightGramsMax)))].sort(
    (a, b) => a - b,
  );
