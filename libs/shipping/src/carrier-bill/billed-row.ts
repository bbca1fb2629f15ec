import { createHash } from 'node:crypto';

/** What a surcharge is for. */
export type SurchargeKind = 'not-stated' | 'remote' | 'cool' | 'cash-on-delivery' | 'insurance' | 'other';

/** One parcel as the carrier bills it. */
export interface BilledRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** Digits only. */
  readonly trackingNumber: string;
  readonly classCode: string;
  readonly weightGrams: number | null;
  /** Freight without the surcharges. */
  readonly billedYen: number;
  readonly surchargeYen: number;
  readonly surchargeKind: SurchargeKind;
  /** ISO date on which the carrier took the parcel. */
  readonly billedOn: string;
}

/** Freight and surcharges, yen. */
export const billedInAllYen = ({ billedYen, surchargeYen }: BilledRow): number => billedYen + surchargeYen;

/** The same content, whatever row it stands in, has the same hash. */
export const rowHash = ({ row: _, ...content }: BilledRow): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
