import { quote, tariffInForce, type DeliveryDemand, type Quote } from '@okuru/carriers';
import type { CarrierTables, ServiceKind } from './packaging-demand.js';
import type { ParcelToCarry } from './parcel-to-carry.js';
import { stepsOf } from './quote-steps.js';

/** What one service says of a parcel, and how it ends. */
export interface ServiceQuote {
  readonly serviceKind: ServiceKind;
  readonly quote: Quote;
}

/** Asks every service, in the order of the table; a size and steps asked before are remembered, since a search asks thousands of times. */
export const parcelQuotes = (
  delivery: DeliveryDemand,
  tables: CarrierTables,
): ((asked: ParcelToCarry) => readonly ServiceQuote[]) => {
  const { services, tariffs, calendar } = tables;
  const dated = services.map((service) => ({
    service,
    serviceKind: service.handOver ? ('hand-over' as const) : ('letter-box' as const),
    tariff: tariffInForce(service, tariffs, delivery.shipOn),
  }));
  const steps = stepsOf(tables);
  const known = new Map<string, readonly ServiceQuote[]>();
  return (asked) => {
    const step = steps(asked);
    const before = known.get(step);
    if (before) return before;
    const demand = { ...delivery, ...asked.goods };
    const quotes = dated.map(({ service, serviceKind, tariff }) => ({
      serviceKind,
      quote: quote(asked.parcel, service, tariff, demand, calendar),
    }));
    known.set(step, quotes);
    return quotes;
  };
};
