import {
  discounted,
  quote,
  tariffInForce,
  type CarrierService,
  type DeliveryDemand,
  type ParcelToShip,
} from '@okuru/carriers';
import type { CarrierTables } from '../choose-packaging/packaging-demand.js';

/** What the shop expected to pay a carrier for one parcel. */
export interface PlannedFreight extends ParcelToShip {
  readonly carrier: string;
  readonly service: string;
  readonly classCode: string;
  readonly zone: string;
  readonly freightYen: number;
  readonly surchargeYen: number;
  readonly tariffVersion: string;
}

/** A parcel whose decision says nothing of it any more: a person chose its package, or it turned out heavier. */
export interface ParcelAsSent extends ParcelToShip {
  readonly carrier: string;
  readonly service: string;
  readonly delivery: DeliveryDemand;
}

/** The freight by the tables of the day the parcel left; null when they refuse it. */
export const freightByTables = (
  { carrier, service: code, delivery, outer, grossWeightGrams }: ParcelAsSent,
  tables: CarrierTables,
): PlannedFreight | null => {
  const service = serviceOf(tables, carrier, code);
  if (!service) return null;
  const tariff = tariffInForce(service, tables.tariffs, delivery.shipOn);
  const asked = quote({ outer, grossWeightGrams }, service, tariff, delivery);
  if (!asked.ok) return null;
  const { classCode, zone, freightYen, surchargeYen, tariffVersion } = asked;
  return {
    ...{ carrier, service: code, outer, grossWeightGrams },
    ...{ classCode, zone, freightYen, surchargeYen, tariffVersion },
  };
};

/** What the tariff of the plan asks for another class, after the contract's discounts; undefined when it has no price or is gone. */
export const freightAtClass = (
  { carrier, service, tariffVersion, zone }: PlannedFreight,
  classCode: string,
  { tariffs }: CarrierTables,
): number | undefined => {
  const tariff = tariffs.find(
    (one) => one.version === tariffVersion && one.carrier === carrier && one.service === service,
  );
  const listYen = tariff?.priceYen[zone]?.[classCode];
  return listYen === undefined ? undefined : discounted(listYen, tariff?.discounts);
};

export const serviceOf = (
  { services }: CarrierTables,
  carrier: string,
  service: string,
): CarrierService | undefined => services.find((one) => one.carrier === carrier && one.service === service);
