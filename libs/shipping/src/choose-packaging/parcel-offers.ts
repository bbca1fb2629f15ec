import { quoteAll, type Quote } from '@okuru/carriers';
import { expectedLossYenOf } from './expected-loss.js';
import type { ServiceCandidate } from './packaging-decision.js';
import type { CarrierTables, ChoiceRules, PackagingDemand, ServiceKind } from './packaging-demand.js';
import type { ParcelToPrice } from './pack-cheapest.js';

export type AcceptedService = Exclude<ServiceCandidate, { refusedBy: unknown }>;

/** What every service says of a closed package, in the order of the services, and the best that may carry it. */
export interface ParcelOffers {
  readonly services: readonly ServiceCandidate[];
  /** The cheapest; among equals the one that arrives first, then the first of the table; undefined when none may. */
  readonly best: AcceptedService | undefined;
}

type ParcelToCarry = Pick<ParcelToPrice, 'outer' | 'grossWeightGrams' | 'units'>;

/** Asks the carriers of parcels of one demand; a size and weight step asked before is remembered, since a search asks thousands of times. */
export const offersFor = (
  demand: Pick<PackagingDemand, 'unitValuesYen' | 'delivery'>,
  tables: CarrierTables,
  rules: ChoiceRules,
): ((parcel: ParcelToCarry) => ParcelOffers) => {
  const steps = weightStepsOf(tables);
  const known = new Map<string, ParcelOffers>();
  return (parcel) => {
    const { outer, grossWeightGrams, units } = parcel;
    const valueYen = valueOf(units, demand);
    const step = steps.findIndex((gramsMax) => grossWeightGrams <= gramsMax);
    const asked = `${outer.lengthMm}x${outer.widthMm}x${outer.heightMm}|${step}|${valueYen}`;
    const before = known.get(asked);
    if (before) return before;
    const offers = ask(parcel, valueYen, demand, tables, rules);
    known.set(asked, offers);
    return offers;
  };
};

const ask = (
  { outer, grossWeightGrams }: ParcelToCarry,
  valueYen: number,
  { delivery }: Pick<PackagingDemand, 'delivery'>,
  { services, tariffs }: CarrierTables,
  rules: ChoiceRules,
): ParcelOffers => {
  const quotes = quoteAll({ outer, grossWeightGrams }, services, tariffs, delivery);
  const candidates = quotes.map((quote, index) =>
    candidateOf(quote, valueYen, services[index]!.handOver ? 'hand-over' : 'letter-box', rules),
  );
  return { services: candidates, best: bestOf(candidates) };
};

const candidateOf = (
  quote: Quote,
  valueYen: number,
  serviceKind: ServiceKind,
  rules: ChoiceRules,
): ServiceCandidate => {
  const { carrier, service } = quote;
  if (!quote.ok) return { carrier, service, refusedBy: quote.reason };
  const { classCode, zone, freightYen, surchargeYen, tariffVersion } = quote;
  const expectedLossYen = expectedLossYenOf(valueYen, serviceKind, rules);
  return {
    carrier,
    service,
    classCode,
    zone,
    freightYen,
    surchargeYen,
    surcharges: surchargeYen === 0 ? [] : [{ code: 'cash-on-delivery', yen: surchargeYen }],
    expectedLossYen,
    totalYen: freightYen + surchargeYen + (expectedLossYen ?? 0),
    arrivesOn: null,
    tariffVersion,
  };
};

const bestOf = (candidates: readonly ServiceCandidate[]): AcceptedService | undefined =>
  candidates.reduce<AcceptedService | undefined>(
    (best, candidate) =>
      'refusedBy' in candidate || (best && !isBetter(candidate, best)) ? best : candidate,
    undefined,
  );

const isBetter = (one: AcceptedService, best: AcceptedService): boolean =>
  one.totalYen < best.totalYen || (one.totalYen === best.totalYen && dayOf(one) < dayOf(best));

/** An unknown day comes after every known one. */
const dayOf = ({ arrivesOn }: AcceptedService): string => arrivesOn ?? '9999';

const valueOf = (
  units: Readonly<Record<string, number>>,
  { unitValuesYen }: Pick<PackagingDemand, 'unitValuesYen'>,
): number => Object.entries(units).reduce((sum, [sku, count]) => sum + count * (unitValuesYen[sku] ?? 0), 0);

/** Between two of these weights no service changes its class or its mind. */
const weightStepsOf = ({ services }: CarrierTables): number[] =>
  [...new Set(services.flatMap(({ classes }) => classes.map(({ weightGramsMax }) => weightGramsMax)))].sort(
    (a, b) => a - b,
  );
