import { serviceKey, type CarrierService, type Tariff } from '@okuru/carriers';
import { checkPacking, UNITS_MAX, type PackageKind, type PackedPackage, type PackItem } from '@okuru/packing';
import { contentsOf } from './contents.js';
import { fillerYenOf } from './filler.js';
import { packCheapest, type CheapestPacking, type ParcelToPrice } from './pack-cheapest.js';
import type {
  ChosenParcel,
  PackageCandidate,
  PackagingDecision,
  PackagingRefusal,
  PricedSplit,
  ServiceCandidate,
} from './packaging-decision.js';
import type { CarrierTables, ChoiceRules, PackageTable, PackagingDemand } from './packaging-demand.js';
import { offersFor, type ParcelOffers } from './parcel-offers.js';
import { safeDelivery, whyHandOver } from './safe-delivery.js';

/** Finds the cheapest packing; a test names another. */
type Search = typeof packCheapest;

/**
 * Package and carrier together: every package times every service and the ways of several parcels, the cheapest of the
 * safe ones. Hard rules refuse, yen decide; fewer parcels, then an earlier arrival break a tie.
 */
export const choosePackaging = (
  demand: PackagingDemand,
  packages: PackageTable,
  services: readonly CarrierService[],
  tariffs: readonly Tariff[],
  rules: ChoiceRules,
  search: Search = packCheapest,
): PackagingDecision => {
  const goods = { valueYen: demand.valueYen, fragile: demand.items.some(({ fragile }) => fragile) };
  const items = [...demand.items].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const asked = { ...demand, items, delivery: safeDelivery(goods, demand.delivery, rules) };
  const pricer = pricerOf(asked, packages.kinds, { services, tariffs }, rules);
  const found = isTooMuch(items) ? tooMuch(items) : search(items, packages.kinds, rules.pack, pricer.yenOf);
  const faults = faultsOf(found, items, packages.kinds, rules);
  const chosen = faults.length > 0 ? undefined : found.best?.packages.flatMap(pricer.parcelOf);
  return {
    outcome:
      chosen === undefined
        ? { refused: refusalOf(found, items, faults) }
        : { chosen, totalYen: chosen.reduce((sum, { totalYen }) => sum + totalYen, 0) },
    whole: faults.length > 0 ? [] : found.whole.map(pricer.candidateOf),
    splits: faults.length > 0 ? [] : found.splits.map(pricer.splitOf),
    proof: found.proof,
    handOverBecause: whyHandOver(goods, demand.delivery, rules),
    versions: {
      packages: packages.version,
      services: services.map((service) => `${serviceKey(service)}@${service.asOf ?? 'undated'}`),
      tariffs: [...new Set(tariffs.map(({ version }) => version))],
      rules: rules.version,
    },
    faults,
  };
};

/** More units than one search takes: a mistyped quantity or a job for a truck; a person must decide. */
const isTooMuch = (items: readonly PackItem[]): boolean =>
  items.reduce((sum, { quantity }) => sum + quantity, 0) > UNITS_MAX;

const tooMuch = (items: readonly PackItem[]): CheapestPacking => ({
  best: undefined,
  proof: { proven: false, lowerBoundYen: 0 },
  whole: [],
  splits: [],
  unpackable: items.map(({ sku }) => sku),
});

/** Every answer is proven safe by a check that shares no code with the search. */
const faultsOf = (
  { best, whole, splits }: CheapestPacking,
  items: readonly PackItem[],
  kinds: readonly PackageKind[],
  rules: ChoiceRules,
): string[] => {
  const packings = [
    ...(best ? [best] : []),
    ...whole.flatMap((one) => ('packed' in one ? [{ packages: [one.packed] }] : [])),
    ...splits,
  ];
  return [...new Set(packings)].flatMap(({ packages }) =>
    checkPacking(items, kinds, { packages }, rules.pack),
  );
};

const refusalOf = (
  { whole, unpackable }: CheapestPacking,
  items: readonly PackItem[],
  faults: readonly string[],
): PackagingRefusal => {
  const skus = items.map(({ sku }) => sku);
  if (unpackable.length > 0) return { reason: 'fits-no-package', skus: unpackable };
  const fits = faults.length === 0 && whole.some((one) => 'packed' in one);
  return { reason: fits ? 'no-carrier-may-carry-it' : 'fits-no-package', skus };
};

/** Prices closed packages of one demand, for the search and for the record. */
const pricerOf = (
  demand: PackagingDemand,
  kinds: readonly PackageKind[],
  tables: CarrierTables,
  rules: ChoiceRules,
) => {
  const offers = offersFor(demand, tables, rules);
  const kindOf = new Map(kinds.map((kind) => [kind.code, kind]));
  const closed = (packed: PackedPackage) => {
    const kind = kindOf.get(packed.packageCode)!;
    const { grossWeightGrams } = packed;
    const parcel = { kind, outer: kind.outer, grossWeightGrams, ...contentsOf(packed, demand.items) };
    return { parcel, ...offers(parcel), own: ownYenOf(parcel, rules) };
  };
  const yenOf = (parcel: ParcelToPrice): number | null => totalOf(ownYenOf(parcel, rules), offers(parcel));
  const parcelOf = (packed: PackedPackage): ChosenParcel[] => {
    const { parcel, best, own } = closed(packed);
    if (!best) return [];
    return [
      {
        ...stated(parcel),
        ...best,
        ...own,
        totalYen: totalOf(own, { best })!,
        units: parcel.units,
        placements: packed.placements,
      },
    ];
  };
  const candidateOf = (one: CheapestPacking['whole'][number]): PackageCandidate => {
    if (!('packed' in one)) return { packageCode: one.packageCode, refusedBy: one.reason };
    const { parcel, services, own } = closed(one.packed);
    return { ...stated(parcel), ...own, services: services.map((service) => inAll(service, own)) };
  };
  const splitOf = ({ packages, yen }: CheapestPacking['splits'][number]): PricedSplit => ({
    parcels: packages
      .flatMap(parcelOf)
      .map(({ packageCode, outer, grossWeightGrams, units, carrier, service, arrivesOn, totalYen }) => ({
        ...{ packageCode, outer, grossWeightGrams, units, carrier, service, arrivesOn, totalYen },
      })),
    totalYen: yen,
  });
  return { yenOf, parcelOf, candidateOf, splitOf };
};

const stated = ({ kind, outer, grossWeightGrams }: ParcelToPrice) => ({
  packageCode: kind.code,
  outer,
  grossWeightGrams,
});

interface OwnYen {
  readonly packageYen: number;
  readonly fillerYen: number;
  readonly handlingYen: number;
}

const ownYenOf = ({ kind, goodsVolumeMm3 }: ParcelToPrice, rules: ChoiceRules): OwnYen => ({
  packageYen: kind.costYen,
  fillerYen: fillerYenOf(kind, goodsVolumeMm3, rules),
  handlingYen: rules.handlingYenPerParcel,
});

/** The service with what package and work cost on top. */
const inAll = (service: ServiceCandidate, own: OwnYen): ServiceCandidate =>
  'refusedBy' in service ? service : { ...service, totalYen: totalOf(own, { best: service })! };

const totalOf = (
  { packageYen, fillerYen, handlingYen }: OwnYen,
  { best }: Pick<ParcelOffers, 'best'>,
): number | null => (best ? packageYen + fillerYen + handlingYen + best.totalYen : null);
