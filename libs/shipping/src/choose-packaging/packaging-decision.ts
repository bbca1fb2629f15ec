import type { CarrierService, DeliveryDemand, Quote, Tariff } from '@okuru/carriers';
import type { PackageKind, PackageRefusal, PackItem, PackRules } from '@okuru/packing';

/** Goods that travel together and what the buyer was promised. */
export interface PackagingDemand {
  readonly items: readonly PackItem[];
  readonly valueYen: number;
  readonly delivery: DeliveryDemand;
}

/** The packages the shop has, and a name for this state of the table that a decision can cite. */
export interface PackageTable {
  readonly version: string;
  readonly kinds: readonly PackageKind[];
}

export interface ChoiceRules {
  readonly pack: PackRules;
  /** Filler for the room the goods leave, yen per litre. */
  readonly fillerYenPerLitre: number;
  /** Goods worth this or more are handed to a person; so are fragile goods. */
  readonly handOverFromYen: number;
}

export const DEFAULT_CHOICE_RULES: Omit<ChoiceRules, 'pack'> = {
  fillerYenPerLitre: 2,
  handOverFromYen: 10_000,
};

/** What a carrier's dated tables say; plain data. */
export interface CarrierTables {
  readonly services: readonly CarrierService[];
  readonly tariffs: readonly Tariff[];
}

type QuoteRefused = Extract<Quote, { ok: false }>;

/** One service for one package of one way: its yen, or the rule that refused it. */
export type ServiceCandidate =
  | {
      readonly carrier: string;
      readonly service: string;
      readonly freightYen: number;
      readonly surchargeYen: number;
      readonly classCode: string;
      readonly tariffVersion: string;
    }
  | { readonly carrier: string; readonly service: string; readonly refusedBy: QuoteRefused['reason'] };

export interface PackageCandidate {
  readonly packageCode: string;
  readonly grossWeightGrams: number;
  readonly packageYen: number;
  readonly fillerYen: number;
  readonly services: readonly ServiceCandidate[];
}

/** One way to send all the goods; `totalYen` null: no service may carry one of its packages. */
export interface Way {
  readonly packages: readonly PackageCandidate[];
  readonly totalYen: number | null;
}

export interface ChosenParcel {
  readonly packageCode: string;
  readonly carrier: string;
  readonly service: string;
  /** Package, filler, freight and surcharges. */
  readonly totalYen: number;
  /** sku → units. */
  readonly units: Readonly<Record<string, number>>;
}

export interface PackagingRefusal {
  readonly reason: 'fits-no-package' | 'no-carrier-may-carry-it';
  readonly skus: readonly string[];
}

/** The choice with its reasons: kept with the parcel, and the same again when computed from the same tables. */
export interface PackagingDecision {
  readonly outcome: { readonly chosen: readonly ChosenParcel[] } | { readonly refused: PackagingRefusal };
  readonly ways: readonly Way[];
  readonly packageRefusals: readonly PackageRefusal[];
  /** Why the goods must be handed to a person though the buyer did not ask for it. */
  readonly handOverBecause: 'value' | 'fragile' | null;
  readonly versions: { readonly packages: string; readonly tariffs: readonly string[] };
  /** Faults the check found in the packings; such a decision is refused. */
  readonly faults: readonly string[];
}
