/** What a carrier is asked for. */
export interface WaybillWanted {
  readonly parcelId: string;
  readonly carrier: string;
  readonly service: string;
}

/** Numbers under which carriers take parcels. */
export abstract class Waybills {
  /** The tracking number of the parcel: the same one however often, by whomever and after whatever crash it is asked. */
  abstract issue(wanted: WaybillWanted): Promise<string>;

  /** The same for many parcels, by parcel id: all of them, or it throws and is asked again. */
  abstract issueAll(wanted: readonly WaybillWanted[]): Promise<Map<string, string>>;
}
