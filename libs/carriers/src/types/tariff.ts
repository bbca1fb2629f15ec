/** Yen up to and with an amount; tables of them ascend. */
export interface YenUpTo {
  readonly amountYenMax: number;
  readonly yen: number;
}

/** Places that cost more, take longer or are not served: islands and the like. */
export interface RemoteArea {
  readonly code: string;
  readonly names: { readonly ja: string; readonly en: string };
  /** Beginnings of postal codes, digits only. */
  readonly postalCodes: readonly string[];
  /** Added to the freight, yen. */
  readonly yen: number;
  readonly extraDays?: number;
  /** Absent = true. */
  readonly served?: boolean;
}

/** What a contract takes off the list price, in the order of the contract. The result is rounded to `roundToYen` and never below 0. */
export type ContractDiscount =
  | { readonly kind: 'yen'; readonly yen: number }
  | {
      readonly kind: 'percent';
      readonly percent: number;
      readonly roundToYen: number;
      readonly rounding: 'down' | 'nearest' | 'up';
    };

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
  /** Last day in force, ISO date; absent = until another begins. */
  readonly effectiveTo?: string;
  /** JIS prefecture code (1-47) of a destination → zone name. */
  readonly zoneByPrefecture: Readonly<Record<number, string>>;
  /** zone → class code → yen, from the shop's origin prefecture. */
  readonly priceYen: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly cashOnDeliveryFeeYen: number;
  /** Fee by amount collected, ascending; absent = the plain fee. An amount beyond the last row is refused. */
  readonly codFees?: readonly YenUpTo[];
  /** Chilled or frozen: class code → yen; a class without a price is refused. Absent = no charge of its own. */
  readonly coolYenByClass?: Readonly<Record<string, number>>;
  /** Insurance by declared value, ascending; a value beyond the last row is refused. Absent = none is bought. */
  readonly insurance?: readonly YenUpTo[];
  /** The longest beginning that fits the postal code counts. */
  readonly remoteAreas?: readonly RemoteArea[];
  readonly discounts?: readonly ContractDiscount[];
  /** JIS prefecture code → days from pick-up to delivery; absent = nobody has entered them. */
  readonly leadDaysByPrefecture?: Readonly<Record<number, number>>;
  /** Where an aeroplane is used: to this prefecture, from this class up (absent = every class). */
  readonly byAir?: readonly { readonly prefecture: number; readonly fromClassCode?: string }[];
}
