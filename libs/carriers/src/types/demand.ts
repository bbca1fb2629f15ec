/** What a carrier sees of a parcel. */
export interface ParcelToShip {
  readonly outer: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number };
  readonly grossWeightGrams: number;
  /** `heightMm` must stay vertical; some carriers then allow shorter sides. */
  readonly keepUpright?: boolean;
  /** A box sold by a carrier goes with that carrier only, and some services take nothing but theirs. */
  readonly carrierBox?: { readonly carrier: string; readonly code: string };
}

export type Temperature = 'ambient' | 'chilled' | 'frozen';

/** What the buyer was promised, what the goods ask for and the place they go. */
export interface DeliveryDemand {
  /** JIS prefecture code 1-47. */
  readonly prefecture: number;
  /** Seven digits without a hyphen, or what `remotePlaceOf` leaves of them; absent = unknown, no remote area is then recognised. */
  readonly postalCode?: string;
  readonly mode: 'any' | 'mailbox' | 'hand-over' | 'named-service';
  /** With `named-service`: `carrier/service`. */
  readonly service?: string;
  readonly timeSlot?: string;
  readonly cashOnDelivery: boolean;
  /** What is collected, tax included; absent = unknown: the tariff's plain fee is asked. */
  readonly codAmountYen?: number;
  /** ISO date on which the tariff must be in force and the parcel is ready. */
  readonly shipOn: string;
  /** `HH:MM` at which it is ready on that day, against the cut-off; absent = in time. */
  readonly readyAt?: string;
  /** ISO date asked for; a hard rule. */
  readonly arriveOn?: string;
  /** Absent = ambient. */
  readonly temperature?: Temperature;
  /** Value of the goods, for insurance and limits; absent = neither is asked. */
  readonly valueYen?: number;
  readonly battery?: boolean;
  readonly liquid?: boolean;
}
