/** What a carrier is asked for. */
export interface WaybillWanted {
  readonly parcelId: string;
  readonly orderId: string;
  /** 1, and one more with each reprint. */
  readonly issue: number;
  readonly carrier: string;
  readonly service: string;
  /** As the scales said; null: not weighed yet. */
  readonly weightGrams: number | null;
}

/** The number under which the carrier takes the parcel, or why it does not take it. */
export type Issued = { readonly trackingNumber: string } | { readonly refusedBecause: string };

/** Numbers under which carriers take parcels. */
export abstract class Waybills {
  /**
   * By parcel id, one issue of each parcel's label: the same number however often, by whomever and after whatever crash it
   * is asked, unless `keep` was not heard yet. An answer for each, or it throws and is asked again.
   */
  abstract issueAll(wanted: readonly WaybillWanted[]): Promise<ReadonlyMap<string, Issued>>;

  /** What became of it: these numbers are written, and whatever else the carrier made for the same parcels is for nobody. */
  abstract keep(written: readonly WaybillWritten[]): Promise<void>;
}

export interface WaybillWritten {
  readonly wanted: WaybillWanted;
  readonly trackingNumber: string;
}
