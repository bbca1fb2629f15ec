import { airRefusal } from './by-air.js';
import { demandRefusal } from './demand.js';
import { discounted } from './discount.js';
import { journey } from './arrival.js';
import { remoteAreaOf } from './remote-area.js';
import { sizeClassOf } from './size-class.js';
import { surchargesOf } from './surcharges.js';
import { isInForce, tariffInForce } from './tariff-in-force.js';
import type {
  Calendar,
  CarrierService,
  DeliveryDemand,
  ParcelToShip,
  Quote,
  QuoteRefusalReason,
  SizeClass,
  Tariff,
} from './types.js';

/** An accepted quote. */
export type Offer = Extract<Quote, { ok: true }>;

/**
 * What one service asks for one parcel, or the first rule that refuses it: the demand's, then the parcel's, then the tariff's,
 * then the days'. Without a calendar no day is a holiday.
 */
export const quote = (
  parcel: ParcelToShip,
  service: CarrierService,
  tariff: Tariff | undefined,
  demand: DeliveryDemand,
  calendar?: Calendar,
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
  const coolRefusal = tooLargeForCool(service, demand, sized.sizeClass);
  if (coolRefusal) return refused(coolRefusal);
  if (!tariff || !isInForce(tariff, service, demand.shipOn)) return refused('no-tariff-in-force');
  const priced = priceOf(service, tariff, demand, sized.sizeClass, calendar);
  return typeof priced === 'string' ? refused(priced) : priced;
};

const tooLargeForCool = (
  { classes, coolClassMax }: CarrierService,
  { temperature = 'ambient' }: DeliveryDemand,
  sizeClass: SizeClass,
): QuoteRefusalReason | undefined =>
  temperature !== 'ambient' &&
  coolClassMax !== undefined &&
  classes.indexOf(sizeClass) > classes.findIndex(({ code }) => code === coolClassMax)
    ? 'too-large-for-cool'
    : undefined;

const priceOf = (
  service: CarrierService,
  tariff: Tariff,
  demand: DeliveryDemand,
  sizeClass: SizeClass,
  calendar: Calendar | undefined,
): Offer | QuoteRefusalReason => {
  const zone = tariff.zoneByPrefecture[demand.prefecture];
  const prices = zone === undefined ? undefined : tariff.priceYen[zone];
  if (zone === undefined || prices === undefined) return 'zone-not-served';
  const listYen = prices[sizeClass.code];
  if (listYen === undefined) return 'class-not-priced';
  const area = remoteAreaOf(tariff, demand);
  if (area?.served === false) return 'area-not-served';
  const byAir = airRefusal(service, tariff, demand, sizeClass);
  if (byAir) return byAir;
  const surcharges = surchargesOf(tariff, demand, sizeClass.code, area);
  if (typeof surcharges === 'string') return surcharges;
  const travels = journey(service, tariff, demand, area?.extraDays ?? 0, calendar);
  if (typeof travels === 'string') return travels;
  return {
    ok: true,
    carrier: service.carrier,
    service: service.service,
    classCode: sizeClass.code,
    zone,
    freightYen: discounted(listYen, tariff.discounts),
    listYen,
    surcharges,
    surchargeYen: surcharges.reduce((sum, { yen }) => sum + yen, 0),
    ...travels,
    tariffVersion: tariff.version,
  };
};

/** One quote per service, in the order of the services. */
export const quoteAll = (
  parcel: ParcelToShip,
  services: readonly CarrierService[],
  tariffs: readonly Tariff[],
  demand: DeliveryDemand,
  calendar?: Calendar,
): Quote[] =>
  services.map((service) =>
    quote(parcel, service, tariffInForce(service, tariffs, demand.shipOn), demand, calendar),
  );

/** Freight and surcharges, yen. */
export const totalYen = ({ freightYen, surchargeYen }: Offer): number => freightYen + surchargeYen;

/** The cheapest offer; the earlier one among equals; undefined when every service refused. */
export const cheapestQuote = (quotes: readonly Quote[]): Offer | undefined => {
  let cheapest: Offer | undefined;
  for (const one of quotes) if (one.ok && (!cheapest || totalYen(one) < totalYen(cheapest))) cheapest = one;
  return cheapest;
};
