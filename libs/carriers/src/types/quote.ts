/** Why a service does not carry a parcel; `refusalWords` says each in words. */
export type QuoteRefusalReason =
  | 'too-large'
  | 'too-heavy'
  | 'too-long'
  | 'too-thick'
  | 'too-small'
  | 'too-long-to-stay-upright'
  | 'too-large-for-cool'
  | 'box-of-another-carrier'
  | 'own-box-only'
  | 'no-hand-over'
  | 'no-cash-on-delivery'
  | 'too-much-to-collect'
  | 'slot-not-offered'
  | 'not-the-paid-service'
  | 'temperature-not-served'
  | 'worth-too-much'
  | 'battery-not-taken'
  | 'battery-not-by-air'
  | 'liquid-not-taken'
  | 'liquid-not-by-air'
  | 'no-tariff-in-force'
  | 'zone-not-served'
  | 'class-not-priced'
  | 'area-not-served'
  | 'date-not-offered'
  | 'date-not-reachable'
  | 'arrival-not-known'
  | 'no-pick-up';

export type SurchargeCode = 'cash-on-delivery' | 'cool' | 'insurance' | 'remote-area';

export interface Surcharge {
  readonly code: SurchargeCode;
  readonly yen: number;
}

export type Quote =
  | {
      readonly ok: true;
      readonly carrier: string;
      readonly service: string;
      readonly classCode: string;
      readonly zone: string;
      /** After the contract's discounts. */
      readonly freightYen: number;
      /** Before them. */
      readonly listYen: number;
      /** What is charged beside the freight; rows of 0 yen are left out. */
      readonly surcharges: readonly Surcharge[];
      /** Their sum. */
      readonly surchargeYen: number;
      /** ISO date on which the carrier takes the parcel. */
      readonly leavesOn: string;
      /** ISO date; null: the tariff does not say how many days it takes. */
      readonly arrivesOn: string | null;
      readonly tariffVersion: string;
    }
  | {
      readonly ok: false;
      readonly carrier: string;
      readonly service: string;
      readonly reason: QuoteRefusalReason;
    };
