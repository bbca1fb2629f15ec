import {
  innerOf,
  type CheapestPacking,
  type PackageRefusal,
  type PackedPackage,
  type ParcelFloor,
  type ParcelPrice,
  type PricedPacking,
  type PricedParcel,
} from '@okuru/packing';
import { contentsOf } from './contents.js';
import { fillerYenOf } from './filler.js';
import type { ChosenParcel, PackageCandidate, ParcelYen, PricedSplit } from './packaging-decision.js';
import type { CarrierTables, ChoiceRules, PackageTable, PackagingDemand } from './packaging-demand.js';
import { bestOf, parcelOffers } from './parcel-offers.js';
import { priceFloor } from './price-floor.js';

/** What closed packages of one demand cost: for the search in numbers, for the record in full. */
export interface ParcelPricer {
  readonly price: ParcelPrice;
  readonly floor: ParcelFloor;
  /** The parcel with its cheapest service; throws for a parcel that has no price. */
  readonly parcelOf: (packed: PackedPackage) => ChosenParcel;
  readonly candidateOf: (whole: CheapestPacking['whole'][number]) => PackageCandidate;
  readonly splitOf: (split: PricedPacking) => PricedSplit;
}

export const parcelPricer = (
  demand: PackagingDemand,
  { kinds }: PackageTable,
  tables: CarrierTables,
  rules: ChoiceRules,
): ParcelPricer => {
  const offers = parcelOffers(demand, tables, rules);
  const kindOf = new Map(kinds.map((kind) => [kind.code, kind]));
  const closed = (packed: PackedPackage): PricedParcel => ({
    kind: kindOf.get(packed.packageCode)!,
    outer: packed.outer,
    grossWeightGrams: packed.grossWeightGrams,
    ...contentsOf(packed, demand.items),
  });
  const parcelOf = (packed: PackedPackage): ChosenParcel => {
    const parcel = closed(packed);
    const own = ownYenOf(parcel, rules);
    const best = bestOf(offers.services(parcel));
    if (!best) throw new Error(`Nobody carries package ${packed.packageCode}, yet it was priced`);
    const { units } = parcel;
    return { ...stated(parcel), ...inAll(best, own), ...own, units, placements: packed.placements };
  };
  return {
    price: (parcel) => {
      const yen = offers.leastYen(parcel);
      return yen === null ? null : yen + sumOf(ownYenOf(parcel, rules));
    },
    floor: priceFloor(demand, tables, rules),
    parcelOf,
    candidateOf: (one) => {
      if (!('packed' in one)) return refusedPackage(one);
      const parcel = closed(one.packed);
      const own = ownYenOf(parcel, rules);
      const services = offers
        .services(parcel)
        .map((service) => ('refusedBy' in service ? service : inAll(service, own)));
      return { ...stated(parcel), ...own, services };
    },
    splitOf: ({ packages, yen }) => ({
      parcels: packages.map((packed) => inShort(parcelOf(packed))),
      totalYen: yen,
    }),
  };
};

const refusedPackage = ({ packageCode, reason, trait }: PackageRefusal): PackageCandidate => ({
  packageCode,
  refusedBy: reason,
  ...(trait === undefined ? {} : { trait }),
});

type OwnYen = Pick<ParcelYen, 'packageYen' | 'fillerYen' | 'handlingYen'>;

const ownYenOf = ({ kind, outer, goodsVolumeMm3 }: PricedParcel, rules: ChoiceRules): OwnYen => ({
  packageYen: kind.costYen,
  fillerYen: fillerYenOf(innerOf(kind, outer), goodsVolumeMm3, rules),
  handlingYen: rules.handlingYenPerParcel,
});

const sumOf = ({ packageYen, fillerYen, handlingYen }: OwnYen): number =>
  packageYen + fillerYen + handlingYen;

/** The service with what package and work cost on top. */
const inAll = <Service extends { readonly totalYen: number }>(service: Service, own: OwnYen): Service => ({
  ...service,
  totalYen: service.totalYen + sumOf(own),
});

const stated = ({ kind, outer, grossWeightGrams }: PricedParcel) => ({
  packageCode: kind.code,
  outer,
  grossWeightGrams,
});

const inShort = ({
  packageCode,
  outer,
  grossWeightGrams,
  units,
  carrier,
  service,
  arrivesOn,
  totalYen,
}: ChosenParcel): PricedSplit['parcels'][number] => ({
  ...{ packageCode, outer, grossWeightGrams, units, carrier, service, arrivesOn, totalYen },
});
