import type { CarrierService, Tariff } from '../types.js';
import type { ImportFault } from './fault.js';
import type { PlausibilityCheck } from './price-lines.js';

/** Files of a tariff and what they do not say themselves. */
export interface TariffFiles {
  /** Bytes (UTF-8 or CP932) or text: Okuru's own CSV, or a table of rates from zone to zone. */
  readonly rates: Uint8Array | string;
  /** The zones of a table of rates, CSV or JSON; Okuru's own CSV needs none. */
  readonly zones?: Uint8Array | string;
  readonly service: CarrierService;
  /** Classes of the carrier's other services, whose rows in the same file are checked and left out. */
  readonly otherServices?: readonly CarrierService[];
  /** JIS code of the prefecture the shop sends from. */
  readonly originPrefecture: number;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly version?: string;
  readonly source: string;
  /** Which of two price columns; absent = cash. */
  readonly payment?: 'cash' | 'cashless';
  /** Doubts that a person has looked at: these checks refuse nothing. */
  readonly allow?: readonly PlausibilityCheck[];
  /** What the file has no room for: fees, remote areas, discounts, lead days. */
  readonly extras?: Partial<
    Pick<
      Tariff,
      | 'cashOnDeliveryFeeYen'
      | 'codFees'
      | 'coolYenByClass'
      | 'insurance'
      | 'remoteAreas'
      | 'discounts'
      | 'leadDaysByPrefecture'
      | 'byAir'
    >
  >;
}

/** What a file of prices says. */
export type Priced = Pick<Tariff, 'zoneByPrefecture' | 'priceYen' | 'leadDaysByPrefecture'>;
export type PricedOrFaults = Priced | { readonly faults: readonly ImportFault[] };

/** A single fault of the file of prices, which says it all. */
export const refused = (
  row: number,
  message: string,
  mend: string,
  column = '',
): { readonly faults: readonly ImportFault[] } => ({
  faults: [{ file: 'rates', row, column, message, mend }],
});
