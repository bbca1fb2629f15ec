import { cheapestQuote, quoteAll, type DeliveryDemand, type Offer, type Quote } from '@okuru/carriers';
import type { SizeMm } from '@okuru/packing';
import type { CarrierTables, ServiceCandidate } from './packaging-decision.js';

/** Every service for one closed package of this outer size, and the cheapest that may carry it; undefined when none may. */
export const chooseService = (
  outer: SizeMm,
  grossWeightGrams: number,
  delivery: DeliveryDemand,
  { services, tariffs }: CarrierTables,
): { readonly cheapest: Offer | undefined; readonly candidates: readonly ServiceCandidate[] } => {
  const quotes = quoteAll({ outer, grossWeightGrams }, services, tariffs, delivery);
  return { cheapest: cheapestQuote(quotes), candidates: quotes.map(candidateOf) };
};

const candidateOf = (quote: Quote): ServiceCandidate => {
  const { carrier, service } = quote;
  if (!quote.ok) return { carrier, service, refusedBy: quote.reason };
  const { freightYen, surchargeYen, classCode, tariffVersion } = quote;
  return { carrier, service, freightYen, surchargeYen, classCode, tariffVersion };
};
