import type { Calendar, CarrierService, DeliveryDemand, Tariff } from '@okuru/carriers';
import type { PackageKind, PackItem, PackRules } from '@okuru/packing';

/** Goods that travel together and what the buyer was promised: the question a decision answers. Plain data. */
export interface PackagingDemand {
  readonly items: readonly PackItem[];
  /** Yen of everything of the order that has this temperature, also of what is planned in another basket: asks for a hand-over. */
  readonly valueYen: number;
  /** sku → yen of one unit: what one parcel is worth to insure and to lose. */
  readonly unitValuesYen: Readonly<Record<string, number>>;
  readonly delivery: DeliveryDemand;
}

/** The packages the shop has, and a name for this state of the table that a decision can cite. */
export interface PackageTable {
  readonly version: string;
  readonly kinds: readonly PackageKind[];
}

/** What a carrier's dated tables say; plain data. */
export interface CarrierTables {
  readonly services: readonly CarrierService[];
  readonly tariffs: readonly Tariff[];
  /** Absent: no day is a holiday. */
  readonly calendar?: Calendar;
}

/** How a service ends: in a letter box, or in the hand of a person. What goes wrong on the way differs between the two. */
export type ServiceKind = 'letter-box' | 'hand-over';

/** How often one thing goes wrong, from the shop's own cases. */
export interface LossRate {
  /** `lost`, `damaged`, … */
  readonly caseType: string;
  readonly serviceKind: ServiceKind;
  readonly perMillionParcels: number;
}

export interface ChoiceRules {
  /** Names this state of the rules, so that a decision can cite it. */
  readonly version: string;
  readonly pack: PackRules;
  /** Filler for the room the goods leave, yen per litre. */
  readonly fillerYenPerLitre: number;
  /** Goods worth this or more are handed to a person; so are fragile goods. */
  readonly handOverFromYen: number;
  /** Work of packing one parcel more: box, label, a place on the cart. */
  readonly handlingYenPerParcel: number;
  /** A kind of service without a rate has an unknown expected loss: it counts 0 yen, and the record says so. */
  readonly lossRates: readonly LossRate[];
}

export const DEFAULT_CHOICE_RULES: Omit<ChoiceRules, 'pack'> = {
  version: 'okuru-choice-2026-11',
  fillerYenPerLitre: 2,
  handOverFromYen: 10_000,
  // About two minutes at a wage of 1,200 yen an hour; a shop puts in its own.
  handlingYenPerParcel: 40,
  lossRates: [],
};
