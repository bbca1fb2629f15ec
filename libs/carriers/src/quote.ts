import { demandRefusal } from './demand.js';
import { sizeClassOf } from './size-class.js';
import { isInForce, tariffInForce } from './tariff-in-force.js';
import type {
  CarrierService,
  DeliveryDemand,
  ParcelToShip,
  Quote,
  QuoteRefusalReason,
  Tariff,
} from './types.js';

/** An accepted quote. */
export type Offer = Extract<Quote, { ok: true }>;

/** What one service asks for one parcel, or the first rule that refuses it: the demand's, then the parcel's, then the tariff's. */
export const quote = (
  parcel: ParcelToShip,
  service: CarrierService,
  tariff: Tariff | undefined,
  demand: DeliveryDemand,
): Quote => {
  const refused = (reason: QuoteRefusalReason): Quote => ({
    ok: false,
    carrier: service.carrier,
    service: service.service,
    reason,
  });
  const refusal = demandRefusal(service, demand);
  if (refusal) return refused(refusal);
  const sized = sizeClassOf(parcel, service);
  if (!sized.ok) return refused(sized.reason);
  if (!tariff || !isInForce(tariff, service, demand.shipOn)) return refused('no-tariff-in-force');
  const zone = tariff.zoneByPrefecture[demand.prefecture];
  const freightYen = zone === undefined ? undefined : tariff.priceYen[zone]?.[sized.sizeClass.code];
  if (zone === undefined || freightYen === undefined) return refused('zone-not-served');
  return {
    ok: true,
    carrier: service.carrier,
    service: service.service,
    classCode: sized.sizeClass.code,
    zone,
    freightYen,
    surchargeYen: demand.cashOnDelivery ? tariff.cashOnDeliveryFeeYen : 0,
    tariffVersion: tariff.version,
  };
};

/** One quote per service, in the order of the services. */
export const quoteAll = (
  parcel: ParcelToShip,
  services: readonly CarrierService[],
  tariffs: readonly Tariff[],
  demand: DeliveryDemand,
): Quote[] =>
  services.map((service) => quote(parcel, service, tariffInForce(service, tariffs, demand.shipOn), demand));

/** Freight and surcharges, yen. */
export const totalYen = ({ freightYen, surchargeYen }: Offer): number => freightYen + surchargeYen;

/** The cheapest offer; the earlier one among equals; undefined when every service refused. */
export const cheapestQuote = (quotes: readonly Quote[]): Offer | undefined => {
  let cheapest: Offer | undefined;
  for (const one of quotes) if (one.ok && (!cheapest || totalYen(one) < totalYen(cheapest))) cheapest = one;
  return cheapest;
};
