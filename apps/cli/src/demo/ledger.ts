/** What the storefront and the crew saw with their own eyes; the audit holds the shop's databases against it. */
export interface AcceptedOrder {
  readonly orderId: string;
  readonly reference: string;
  readonly units: number;
}

/** What the label of a parcel says of its way. */
export interface LabelSeen {
  readonly postalCode: string;
  readonly city: string;
  readonly street: string;
  readonly date?: string;
  readonly slot?: string;
}

export class Ledger {
  /** By reference, as answered 201. */
  readonly accepted = new Map<string, AcceptedOrder>();
  /** References that intake refused as it must. */
  readonly refused = new Set<string>();
  /** Order ids whose cancellation the storefront asked for and got 202. */
  readonly cancelAsked = new Set<string>();
  /** Parcel id → waybill number the label answered. */
  readonly waybills = new Map<string, string>();
  /** Parcel id → where and when the label says it goes; as the last one printed had it. */
  readonly labels = new Map<string, LabelSeen>();
  /** Parcel id → units scanned good, by the crew's own count. */
  readonly scannedUnits = new Map<string, number>();
  /** Sku → units the crew reported missing or damaged, and was heard. */
  readonly missingUnits = new Map<string, number>();
  /** Sku → units the crew brought in for a parcel that nothing else would have served. */
  readonly broughtIn = new Map<string, number>();
  /** Parcel ids whose hand-over was answered. */
  readonly handedOver = new Set<string>();
  /** Order ids of parcels the crew found no package for that a carrier takes; a person has to decide. */
  readonly leftToPeople = new Set<string>();
  /** Scans the crew knows to be wrong: a foreign item, another parcel's waybill, a parcel cancelled meanwhile. */
  wrongScans = 0;
  /** Steps at which one was made because there had been none yet: whoever does the work again makes them again. */
  readonly firstWrongScans = new Set<string>();
  /** Of those, how many the gate let through. Must stay 0. */
  wrongScansAccepted = 0;
  /** Requests sent again on purpose. */
  repeatedPosts = 0;
  lostAnswers = 0;
  /** Answers that broke a promise, in words. */
  readonly surprises: string[] = [];
}
