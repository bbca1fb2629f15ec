import { discounted, type CarrierService, type ParcelToShip } from '@okuru/carriers';
import { offersInHand, type PackageInHand } from '../choose-packaging/choose-carriage.js';
import type { CarrierTables, ChoiceRules } from '../choose-packaging/packaging-demand.js';

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
export interface ParcelAsSent extends PackageInHand {
  readonly carrier: string;
  readonly service: string;
}

/** The freight by the tables of the day the parcel left; null when they refuse it. */
export const freightByTables = (
  sent: ParcelAsSent,
  tables: CarrierTables,
  rules: ChoiceRules,
): PlannedFreight | null => {
  const { carrier, service } = sent;
  const { outer, grossWeightGrams, services } = offersInHand(sent, tables, rules);
  const offer = services.find((one) => one.carrier === carrier && one.service === service);
  if (!offer || 'refusedBy' in offer) return null;
  const { classCode, zone, freightYen, surchargeYen, tariffVersion } = offer;
  return {
    ...{ carrier, service, outer, grossWeightGrams },
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
