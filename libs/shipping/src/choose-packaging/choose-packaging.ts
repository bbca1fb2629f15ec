import type { CarrierService, DeliveryDemand, Tariff } from '@okuru/carriers';
import { innerOf } from '@okuru/packing';
import { chooseService } from './choose-service.js';
import { fillerYenOf } from './filler.js';
import { packVerified, type FilledPackage, type Pack } from './pack-verified.js';
import type {
  CarrierTables,
  ChoiceRules,
  ChosenParcel,
  PackageCandidate,
  PackageTable,
  PackagingDecision,
  PackagingDemand,
  Way,
} from './packaging-decision.js';
import { safeDelivery, whyHandOver } from './safe-delivery.js';

/**
 * Package and carrier together: every way to pack times every service, the cheapest of the safe ones.
 * Hard rules refuse, yen decide, fewer parcels break a tie.
 */
export const choosePackaging = (
  demand: PackagingDemand,
  packages: PackageTable,
  services: readonly CarrierService[],
  tariffs: readonly Tariff[],
  rules: ChoiceRules,
  pack: Pack = packVerified,
): PackagingDecision => {
  const goods = { valueYen: demand.valueYen, fragile: demand.items.some(({ fragile }) => fragile) };
  const delivery = safeDelivery(goods, demand.delivery, rules);
  const { ways, refusals, unpackable, faults } = pack(demand.items, packages.kinds, rules.pack);
  const priced =
    faults.length > 0 ? [] : ways.map((way) => priceOf(way, delivery, { services, tariffs }, rules));
  const best = priced.reduce<PricedWay | undefined>(
    (winner, way) => (isBetter(way, winner) ? way : winner),
    undefined,
  );
  const skus = demand.items.map(({ sku }) => sku);
  const refused =
    priced.length === 0
      ? { reason: 'fits-no-package' as const, skus: unpackable.length > 0 ? unpackable : skus }
      : { reason: 'no-carrier-may-carry-it' as const, skus };
  return {
    outcome: best?.chosen ? { chosen: best.chosen } : { refused },
    ways: priced.map(({ way }) => way),
    packageRefusals: refusals,
    handOverBecause: whyHandOver(goods, demand.delivery, rules),
    versions: { packages: packages.version, tariffs: [...new Set(tariffs.map(({ version }) => version))] },
    faults,
  };
};

interface PricedWay {
  readonly way: Way;
  readonly chosen: readonly ChosenParcel[] | null;
}

const priceOf = (
  filled: readonly FilledPackage[],
  delivery: DeliveryDemand,
  tables: CarrierTables,
  rules: ChoiceRules,
): PricedWay => {
  const packages: PackageCandidate[] = [];
  const chosen: ChosenParcel[] = [];
  for (const { kind, outer, units, goodsVolumeMm3, grossWeightGrams } of filled) {
    const { cheapest, candidates } = chooseService(outer, grossWeightGrams, delivery, tables);
    const fillerYen = fillerYenOf(innerOf(kind, outer), goodsVolumeMm3, rules);
    packages.push({
      packageCode: kind.code,
      grossWeightGrams,
      packageYen: kind.costYen,
      fillerYen,
      services: candidates,
    });
    if (!cheapest) continue;
    const { carrier, service, freightYen, surchargeYen } = cheapest;
    const totalYen = kind.costYen + fillerYen + freightYen + surchargeYen;
    chosen.push({ packageCode: kind.code, carrier, service, totalYen, units });
  }
  if (chosen.length < packages.length) return { way: { packages, totalYen: null }, chosen: null };
  return { way: { packages, totalYen: chosen.reduce((sum, { totalYen }) => sum + totalYen, 0) }, chosen };
};

const isBetter = ({ way, chosen }: PricedWay, winner: PricedWay | undefined): boolean => {
  if (way.totalYen === null) return false;
  if (!winner || winner.way.totalYen === null) return true;
  return (
    way.totalYen < winner.way.totalYen ||
    (way.totalYen === winner.way.totalYen && chosen!.length < winner.chosen!.length)
  );
};
