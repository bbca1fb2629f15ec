import type { Quote, Surcharge } from '@okuru/carriers';
import type { GoodsTrait, PackageRefusal, Placement, SizeMm } from '@okuru/packing';

/** Money of one parcel in integer yen; `totalYen` is the sum of the others. */
export interface ParcelYen {
  readonly packageYen: number;
  readonly fillerYen: number;
  readonly handlingYen: number;
  readonly freightYen: number;
  /** Sum of the surcharges. */
  readonly surchargeYen: number;
  /** null: no figures yet. Unknown counts nothing in the total. */
  readonly expectedLossYen: number | null;
  readonly totalYen: number;
}

/** What a service offers for one closed package. */
export interface ServiceOffer {
  readonly carrier: string;
  readonly service: string;
  readonly classCode: string;
  readonly zone: string;
  readonly surcharges: readonly Surcharge[];
  /** ISO date; null where the tables do not say. */
  readonly arrivesOn: string | null;
  readonly tariffVersion: string;
}

/** A closed package as the carrier sees it. */
export interface ClosedPackage {
  readonly packageCode: string;
  readonly outer: SizeMm;
  readonly grossWeightGrams: number;
}

/** One parcel of the choice, with everything the carrier's bill and the warehouse ask of it. */
export interface ChosenParcel extends ClosedPackage, ServiceOffer, ParcelYen {
  /** sku → units. */
  readonly units: Readonly<Record<string, number>>;
  /** Where each unit lies, in placing order. */
  readonly placements: readonly Placement[];
}

type QuoteRefused = Extract<Quote, { ok: false }>;

/** One service asked to carry a package: its yen, or the rule that refused it. */
export type ServiceCandidate =
  | (ServiceOffer & Omit<ParcelYen, 'packageYen' | 'fillerYen' | 'handlingYen'>)
  | { readonly carrier: string; readonly service: string; readonly refusedBy: QuoteRefused['reason'] };

/** One package asked to take the whole order alone: what each service says of it, or why the package does not go, whoever carries it. */
export type PackageCandidate =
  | {
      readonly packageCode: string;
      readonly refusedBy: PackageRefusal['reason'];
      /** Of which goods, where the package refuses them for what they are. */
      readonly trait?: GoodsTrait;
    }
  | (ClosedPackage &
      Pick<ParcelYen, 'packageYen' | 'fillerYen' | 'handlingYen'> & {
        readonly services: readonly ServiceCandidate[];
      });

/** A way of several parcels that was priced, each with its cheapest service. */
export interface PricedSplit {
  readonly parcels: readonly Pick<
    ChosenParcel,
    'packageCode' | 'outer' | 'grossWeightGrams' | 'units' | 'carrier' | 'service' | 'arrivesOn' | 'totalYen'
  >[];
  readonly totalYen: number;
}

export interface PackagingRefusal {
  readonly reason: 'fits-no-package' | 'no-carrier-may-carry-it';
  readonly skus: readonly string[];
}

/** Whether the search knows that nothing cheaper exists; if not, the yen below which nothing can be. */
export type CheapnessProof =
  { readonly proven: true } | { readonly proven: false; readonly lowerBoundYen: number };

/** The choice with its reasons: kept with the parcel, and the same again when computed from the same question and tables. */
export interface PackagingDecision {
  readonly outcome:
    | { readonly chosen: readonly ChosenParcel[]; readonly totalYen: number }
    | { readonly refused: PackagingRefusal };
  /** Every package kind of the table, in its order, each with every service. */
  readonly whole: readonly PackageCandidate[];
  /** The best ways of several parcels, cheapest first. */
  readonly splits: readonly PricedSplit[];
  readonly proof: CheapnessProof;
  /** Why the goods must be handed to a person though the buyer did not ask for it. */
  readonly handOverBecause: 'value' | 'fragile' | null;
  readonly versions: {
    readonly packages: string;
    /** `carrier/service@date its limits were read`. */
    readonly services: readonly string[];
    readonly tariffs: readonly string[];
    /** null: decided without one. */
    readonly calendar: string | null;
    readonly rules: string;
  };
  /** Faults the independent check found in the packings; such a decision is refused. */
  readonly faults: readonly string[];
}
