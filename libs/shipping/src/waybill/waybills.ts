/** What a carrier is asked for. */
export interface WaybillWanted {
  readonly parcelId: string;
  /** 1, and one more with each reprint. */
  readonly issue: number;
  readonly carrier: string;
  readonly service: string;
}

/** Numbers under which carriers take parcels. */
export abstract class Waybills {
  /** The tracking number of one issue of a parcel's label: the same however often, by whomever and after whatever crash it is asked. */
  abstract issue(wanted: WaybillWanted): Promise<string>;

  /** The same for many parcels, one issue of each, by parcel id: all of them, or it throws and is asked again. */
  abstract issueAll(wanted: readonly WaybillWanted[]): Promise<Map<string, string>>;
}
