/** Prices of one line of a file, by column; undefined: not there, so no check looks at it. */
export type Prices = readonly (number | undefined)[];

/** What a check found: cells that cannot all be right. */
export interface Violation {
  readonly check: PriceCheck;
  /** Indexes of the lines that look wrong. */
  readonly lines: readonly number[];
  /** Those that made them look so, where there are others: the many may be wrong and the few right. */
  readonly among?: readonly number[];
  readonly column: number;
  readonly message: string;
}

/** Checks that a contract may break with reason; the importer lets them pass when told to. */
export const PLAUSIBILITY_CHECKS = [
  'far-cheaper-than-near',
  'zones-change-order',
  'zones-meet-once',
  'zones-part-once',
  'zones-alike',
  'same-as-smaller',
  'rounded-otherwise',
] as const;
export type PlausibilityCheck = (typeof PLAUSIBILITY_CHECKS)[number];
export type PriceCheck =
  | PlausibilityCheck
  | 'falls-with-size'
  | 'not-symmetric'
  | 'home-dearer'
  | 'cash-and-cashless'
  | 'zone-mates-differ';

export const MENDS: Readonly<Record<PriceCheck, string>> = {
  'falls-with-size': 'Compare the cell with the carrier’s list: a larger class never costs less.',
  'not-symmetric': 'Compare both rows with the carrier’s list: there and back cost the same.',
  'home-dearer': 'Compare the rows with the carrier’s list: nothing costs less than the own zone.',
  'cash-and-cashless': 'Cashless is the cash price before it is rounded up to 10 yen: mend one of the two.',
  'zone-mates-differ': 'Prefectures of one zone cost the same: mend the price or the zone.',
  'far-cheaper-than-near':
    'Compare the rows with the carrier’s list. If the contract says so, allow far-cheaper-than-near.',
  'zones-change-order':
    'Compare the rows with the carrier’s list. If the contract says so, allow zones-change-order.',
  'zones-meet-once':
    'Compare the rows with the carrier’s list. If the contract says so, allow zones-meet-once.',
  'zones-part-once':
    'Compare the rows with the carrier’s list: prices may have slipped. If the contract says so, allow zones-part-once.',
  'same-as-smaller':
    'Compare both rows with the carrier’s list: prices may have slipped. If the contract says so, allow same-as-smaller.',
  'rounded-otherwise':
    'Compare the row with the carrier’s list: the price may be that of the row above. If the contract says so, allow rounded-otherwise.',
  'zones-alike': 'Write them as one zone, or mend the prices. If they shall stay two, allow zones-alike.',
};
