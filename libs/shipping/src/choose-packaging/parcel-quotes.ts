import { quote, tariffInForce, type DeliveryDemand, type Quote } from '@okuru/carriers';
import type { CarrierTables, ServiceKind } from './packaging-demand.js';
import type { ParcelToCarry } from './parcel-to-carry.js';
import { stepsOf } from './quote-steps.js';

/** What one service says of a parcel, and how it ends. */
export interface ServiceQuote {
  readonly serviceKind: ServiceKind;
  readonly quote: Quote;
}

type QuotesOf = (asked: ParcelToCarry) => readonly ServiceQuote[];

/** Deliveries remembered of one state of the tables; a day has a few for each prefecture. */
const DELIVERIES_MAX = 500;
/** Parcels remembered of one delivery; there are as many as sizes times steps. */
const PARCELS_MAX = 2_000;

/** What the services said under one state of the tables. */
interface Asked {
  readonly tables: CarrierTables;
  readonly steps: (asked: ParcelToCarry) => string;
  readonly deliveries: Map<string, QuotesOf>;
}

/** The tables stay the same objects until somebody changes them. */
const asked = new WeakMap<CarrierTables['services'], Asked>();

/**
 * Asks every service, in the order of the table. A size and steps asked before are remembered, for this delivery and for others to
 * the same place on the same day: a search asks thousands of times, and orders much the same.
 */
export const parcelQuotes = (delivery: DeliveryDemand, tables: CarrierTables): QuotesOf => {
  const { steps, deliveries } = askedOf(tables);
  // Each parcel brings its own share of what is collected, and its own worth.
  const { codAmountYen, ...rest } = delivery;
  const name = JSON.stringify([rest, codAmountYen === undefined]);
  const quotesOf = deliveries.get(name) ?? remembering(delivery, tables, steps);
  // The newest stands last, the one unused for longest goes first.
  deliveries.delete(name);
  deliveries.set(name, quotesOf);
  if (deliveries.size > DELIVERIES_MAX) deliveries.delete(deliveries.keys().next().value!);
  return quotesOf;
};

const askedOf = (tables: CarrierTables): Asked => {
  const { services, tariffs, calendar } = tables;
  const before = asked.get(services);
  if (before?.tables.tariffs === tariffs && before.tables.calendar === calendar) return before;
  const anew: Asked = { tables, steps: stepsOf(tables), deliveries: new Map() };
  asked.set(services, anew);
  return anew;
};

const remembering = (
  delivery: DeliveryDemand,
  { services, tariffs, calendar }: CarrierTables,
  steps: Asked['steps'],
): QuotesOf => {
  const dated = services.map((service) => ({
    service,
    serviceKind: service.handOver ? ('hand-over' as const) : ('letter-box' as const),
    tariff: tariffInForce(service, tariffs, delivery.shipOn),
  }));
  const known = new Map<string, readonly ServiceQuote[]>();
  return (parcel) => {
    const step = steps(parcel);
    const before = known.get(step);
    if (before) return before;
    const demand = { ...delivery, ...parcel.goods };
    const quotes = dated.map(({ service, serviceKind, tariff }) => ({
      serviceKind,
      quote: quote(parcel.parcel, service, tariff, demand, calendar),
    }));
    if (known.size >= PARCELS_MAX) known.clear();
    known.set(step, quotes);
    return quotes;
  };
};
