import { expectedLossYenOf } from './expected-loss.js';
import type { ServiceCandidate } from './packaging-decision.js';
import type { CarrierTables, ChoiceRules } from './packaging-demand.js';
import { parcelQuotes, type ServiceQuote } from './parcel-quotes.js';
import { parcelToCarry, type CarriageDemand, type ClosedParcel } from './parcel-to-carry.js';

/** A service that may carry the parcel. Its `totalYen` is its own part: freight, surcharges and expected loss. */
export type AcceptedService = Exclude<ServiceCandidate, { refusedBy: unknown }>;

/** What the carriers say of closed parcels of one demand. */
export interface ParcelOffers {
  /** Every service in the order of the table: its yen, or the rule that refused it. */
  readonly services: (closed: ClosedParcel) => readonly ServiceCandidate[];
  /** Yen of the cheapest service that may carry the parcel; null when none may. Quick. */
  readonly leastYen: (closed: ClosedParcel) => number | null;
}

export const parcelOffers = (
  demand: CarriageDemand,
  tables: CarrierTables,
  rules: ChoiceRules,
): ParcelOffers => {
  const seen = parcelToCarry(demand);
  const quotesOf = parcelQuotes(demand.delivery, tables);
  return {
    services: (closed) => {
      const asked = seen(closed);
      return quotesOf(asked).map((each) => candidateOf(each, asked.goods.valueYen, rules));
    },
    leastYen: (closed) => {
      const asked = seen(closed);
      let least: number | null = null;
      for (const each of quotesOf(asked)) {
        if (!each.quote.ok) continue;
        const yen = yenOf(each.quote, lossOf(each, asked.goods.valueYen, rules));
        if (least === null || yen < least) least = yen;
      }
      return least;
    },
  };
};

/** The cheapest; among equals the one that arrives first, then the first of the table; undefined when none may. */
export const bestOf = (services: readonly ServiceCandidate[]): AcceptedService | undefined => {
  let best: AcceptedService | undefined;
  for (const service of services)
    if (!('refusedBy' in service) && (!best || isBetter(service, best))) best = service;
  return best;
};

const candidateOf = (each: ServiceQuote, valueYen: number, rules: ChoiceRules): ServiceCandidate => {
  const { quote } = each;
  const { carrier, service } = quote;
  if (!quote.ok) return { carrier, service, refusedBy: quote.reason };
  const expectedLossYen = lossOf(each, valueYen, rules);
  const { classCode, zone, freightYen, surchargeYen, surcharges, arrivesOn, tariffVersion } = quote;
  return {
    ...{ carrier, service, classCode, zone, freightYen, surchargeYen, surcharges },
    ...{ expectedLossYen, totalYen: yenOf(quote, expectedLossYen), arrivesOn, tariffVersion },
  };
};

const lossOf = ({ serviceKind }: ServiceQuote, valueYen: number, rules: ChoiceRules): number | null =>
  expectedLossYenOf(valueYen, serviceKind, rules);

/** An unknown loss counts nothing. */
const yenOf = (
  { freightYen, surchargeYen }: { readonly freightYen: number; readonly surchargeYen: number },
  expectedLossYen: number | null,
): number => freightYen + surchargeYen + (expectedLossYen ?? 0);

const isBetter = (one: AcceptedService, best: AcceptedService): boolean =>
  one.totalYen < best.totalYen ||
  (one.totalYen === best.totalYen && dayOf(one.arrivesOn) < dayOf(best.arrivesOn));

/** An unknown day comes after every known one. */
export const dayOf = (arrivesOn: string | null): string => arrivesOn ?? '9999-12-31';
