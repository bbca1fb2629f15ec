/** Lengths in millimetres, weights in grams, money in integer yen (tax included). Pure: tables come in as data. */

/** What a carrier sees of a parcel. */
export interface ParcelToShip {
  readonly outer: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number };
  readonly grossWeightGrams: number;
}

/** How the carrier forms its size class: the larger of size and weight class, or size alone. */
export type ClassRule = 'larger-of-size-and-weight' | 'size-only';

export interface SizeClass {
  /** Name on the tariff: '60', '80', … */
  readonly code: string;
  readonly threeSideSumMmMax: number;
  readonly weightGramsMax: number;
}

/** One service of one carrier as dated data. */
export interface CarrierService {
  /** `yamato`, `sagawa`, … */
  readonly carrier: string;
  /** `takkyubin`, `takuhaibin`, `mailbox` … unique with the carrier. */
  readonly service: string;
  readonly names: { readonly ja: string; readonly en: string };
  readonly classRule: ClassRule;
  /** Ascending. */
  readonly classes: readonly SizeClass[];
  readonly longestSideMmMax: number;
  /** Limit on the side that is neither the longest nor the thinnest; absent = none of its own. */
  readonly middleSideMmMax?: number;
  /** Mailbox products: thickness limit on the thinnest side. */
  readonly thicknessMmMax?: number;
  /** Handed to a person, as a buyer who paid for a courier expects. */
  readonly handOver: boolean;
  readonly cashOnDelivery: boolean;
  /** Slots that may be asked for: 'am', '12-14', '14-16', '16-18', '18-20', '19-21'. */
  readonly timeSlots: readonly string[];
  /** ISO date on which these limits were last read from their source. */
  readonly asOf?: string;
}

/** Prices of one service from one origin zone, dated, with its source. */
export interface Tariff {
  readonly carrier: string;
  readonly service: string;
  /** Unique version text, stored with each decision, e.g. `okuru-sample-2026-01`. */
  readonly version: string;
  readonly source: string;
  readonly isSample: boolean;
  /** First day in force, ISO date. */
  readonly effectiveFrom: string;
  /** JIS prefecture code (1-47) of a destination → zone name. */
  readonly zoneByPrefecture: Readonly<Record<number, string>>;
  /** zone → class code → yen, from the shop's origin prefecture. */
  readonly priceYen: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly cashOnDeliveryFeeYen: number;
}

/** What the buyer was promised and the place it goes. */
export interface DeliveryDemand {
  /** JIS prefecture code 1-47. */
  readonly prefecture: number;
  readonly mode: 'any' | 'mailbox' | 'hand-over' | 'named-service';
  /** With `named-service`: `carrier/service`. */
  readonly service?: string;
  readonly timeSlot?: string;
  readonly cashOnDelivery: boolean;
  /** ISO date on which the tariff must be in force. */
  readonly shipOn: string;
}

export type QuoteRefusalReason =
  | 'too-large'
  | 'too-heavy'
  | 'too-long'
  | 'too-thick'
  | 'no-hand-over'
  | 'no-cash-on-delivery'
  | 'slot-not-offered'
  | 'not-the-paid-service'
  | 'no-tariff-in-force'
  | 'zone-not-served';

export type Quote =
  | {
      readonly ok: true;
      readonly carrier: string;
      readonly service: string;
      readonly classCode: string;
      readonly zone: string;
      readonly freightYen: number;
      readonly surchargeYen: number;
      readonly tariffVersion: string;
    }
  | {
      readonly ok: false;
      readonly carrier: string;
      readonly service: string;
      readonly reason: QuoteRefusalReason;
    };
