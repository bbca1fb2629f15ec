import { serviceKey, type Calendar, type CarrierService, type Tariff } from '@okuru/carriers';
import { checkPacking, packCheapest, UNITS_MAX, type CheapestPacking, type PackItem } from '@okuru/packing';
import type {
  ChosenParcel,
  PackageCandidate,
  PackagingDecision,
  PackagingRefusal,
} from './packaging-decision.js';
import type { CarrierTables, ChoiceRules, PackageTable, PackagingDemand } from './packaging-demand.js';
import { dayOf } from './parcel-offers.js';
import { parcelPricer, type ParcelPricer } from './parcel-pricer.js';
import { safeDelivery, whyHandOver } from './safe-delivery.js';

/**
 * Package and carrier together: every package times every service and the ways of several parcels, the cheapest of the
 * safe ones. Hard rules refuse, yen decide; fewer parcels, then an earlier arrival, then the order of the tables break a tie.
 */
export const choosePackaging = (
  demand: PackagingDemand,
  packages: PackageTable,
  services: readonly CarrierService[],
  tariffs: readonly Tariff[],
  rules: ChoiceRules,
  calendar?: Calendar,
  search: typeof packCheapest = packCheapest,
): PackagingDecision => {
  const tables: CarrierTables = { services, tariffs, ...(calendar ? { calendar } : {}) };
  const goods = { valueYen: demand.valueYen, fragile: demand.items.some(({ fragile }) => fragile) };
  const items = bySku(demand.items);
  const asked = { ...demand, items, delivery: safeDelivery(goods, demand.delivery, rules) };
  const pricer = parcelPricer(asked, packages, tables, rules);
  const found = isTooMuch(items)
    ? undefined
    : search(items, packages.kinds, rules.pack, pricer.price, pricer.floor);
  const faults = found ? faultsOf(found, items, packages, rules) : [];
  const safe = faults.length > 0 ? undefined : found;
  return {
    outcome: outcomeOf(safe, items, pricer),
    whole: wholeOf(safe, packages, pricer),
    splits: safe ? safe.splits.map(pricer.splitOf) : [],
    proof: safe?.proof ?? { proven: false, lowerBoundYen: 0 },
    handOverBecause: whyHandOver(goods, demand.delivery, rules),
    versions: {
      packages: packages.version,
      services: services.map((service) => `${serviceKey(service)}@${service.asOf ?? 'undated'}`),
      tariffs: [...new Set(tariffs.map(({ version }) => version))],
      calendar: calendar?.version ?? null,
      rules: rules.version,
    },
    faults,
  };
};

/** The question does not depend on the order in which the goods were named. */
export const bySku = <Goods extends { readonly sku: string }>(goods: readonly Goods[]): Goods[] =>
  [...goods].sort((a, b) => (a.sku < b.sku ? -1 : 1));

/** More units than one search takes: a mistyped quantity or a job for a truck; a person must decide. */
const isTooMuch = (items: readonly PackItem[]): boolean =>
  items.reduce((sum, { quantity }) => sum + quantity, 0) > UNITS_MAX;

/** Every answer is proven safe by a check that shares no code with the search. */
const faultsOf = (
  { best, whole, splits }: CheapestPacking,
  items: readonly PackItem[],
  { kinds }: PackageTable,
  rules: ChoiceRules,
): string[] =>
  [
    ...(best ? [best] : []),
    ...whole.flatMap((one) => ('packed' in one ? [{ packages: [one.packed] }] : [])),
    ...splits,
  ].flatMap(({ packages }) => checkPacking(items, kinds, { packages }, rules.pack));

const outcomeOf = (
  found: CheapestPacking | undefined,
  items: readonly PackItem[],
  pricer: ParcelPricer,
): PackagingDecision['outcome'] => {
  const ways = found ? bestWays(found).map((packages) => packages.map(pricer.parcelOf)) : [];
  const chosen = ways.reduce<readonly ChosenParcel[] | undefined>(
    (best, way) => (best && arrivalOf(best) <= arrivalOf(way) ? best : way),
    undefined,
  );
  if (!chosen) return { refused: refusalOf(found, items) };
  return { chosen, totalYen: chosen.reduce((sum, { totalYen }) => sum + totalYen, 0) };
};

/** Ways as cheap as the best and of as few parcels, the best first. */
const bestWays = ({ best, whole, splits }: CheapestPacking) => {
  if (!best) return [];
  const alone = whole.flatMap((one) =>
    'packed' in one && one.yen !== null ? [{ packages: [one.packed], yen: one.yen }] : [],
  );
  const equals = [...alone, ...splits].filter(
    ({ packages, yen }) => yen === best.yen && packages.length === best.packages.length,
  );
  return [best, ...equals].map(({ packages }) => packages);
};

/** The day on which the last parcel is there. */
const arrivalOf = (parcels: readonly ChosenParcel[]): string =>
  parcels.reduce((last, { arrivesOn }) => (dayOf(arrivesOn) > last ? dayOf(arrivesOn) : last), '');

/** Where each unit fits some package alone, a packing exists, so what is missing is a carrier. */
const refusalOf = (found: CheapestPacking | undefined, items: readonly PackItem[]): PackagingRefusal => {
  const skus = items.map(({ sku }) => sku);
  if (!found) return { reason: 'fits-no-package', skus };
  return found.unpackable.length > 0
    ? { reason: 'fits-no-package', skus: found.unpackable }
    : { reason: 'no-carrier-may-carry-it', skus };
};

/** In the order of the table; where one unit fits no package, no package was asked to take them all. */
const wholeOf = (
  found: CheapestPacking | undefined,
  { kinds }: PackageTable,
  pricer: ParcelPricer,
): PackageCandidate[] => {
  const asked = new Map(found?.whole.map((one) => [one.packageCode, one]));
  const reason = found && found.unpackable.length > 0 ? 'does-not-fit' : 'search-budget-spent';
  return kinds.map(({ code }) => pricer.candidateOf(asked.get(code) ?? { packageCode: code, reason }));
};
