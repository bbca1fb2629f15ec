import { doubtsOf, type Doubt, type ItemMeasures } from './master-data-doubts.js';
import { cheapestQuote, quoteAll, type Offer } from './quote.js';
import type { Calendar, CarrierService, DeliveryDemand, Quote, Tariff } from './types.js';

/** An item that travels as a parcel of its own. */
export interface PricedAlone {
  /** Absent: every service refused, or size or weight is not known. */
  readonly cheapest: Offer | undefined;
  readonly quotes: readonly Quote[];
  /** Questions for a person; without size and weight nothing is quoted, for no guess is sold as fact. */
  readonly doubts: readonly Doubt[];
}

const NOT_PRICED = new Set(['size-unknown', 'weight-unknown', 'weight-zero']);

/** Class and price of one item as a parcel, or the refusals, and what is doubtful about its master data. */
export const priceAlone = (
  { size, weightGrams }: ItemMeasures,
  services: readonly CarrierService[],
  tariffs: readonly Tariff[],
  demand: DeliveryDemand,
  calendar?: Calendar,
): PricedAlone => {
  const doubts = doubtsOf({ size, weightGrams });
  if (!size || !weightGrams || doubts.some(({ code }) => NOT_PRICED.has(code)))
    return { cheapest: undefined, quotes: [], doubts };
  const quotes = quoteAll(
    { outer: size, grossWeightGrams: weightGrams },
    services,
    tariffs,
    demand,
    calendar,
  );
  return { cheapest: cheapestQuote(quotes), quotes, doubts };
};
