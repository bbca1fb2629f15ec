import type { ClosedDays } from './calendar.js';
import type { Temperature } from './demand.js';

/** How the carrier forms its size class: the larger of size and weight class, or size alone. */
export type ClassRule = 'larger-of-size-and-weight' | 'size-only';

export interface SizeClass {
  /** Name on the tariff: '60', '80', … */
  readonly code: string;
  readonly threeSideSumMmMax: number;
  readonly weightGramsMax: number;
  /** Mailbox products priced by thickness: limit on the thinnest side for this class; absent = the service's own. */
  readonly thicknessMmMax?: number;
}

/** Whether a kind of goods may go: everywhere, wherever no aeroplane is used, or never. */
export type Carriable = 'yes' | 'not-by-air' | 'no';

/** One service of one carrier as dated data. */
export interface CarrierService {
  /** `yamato`, `sagawa`, … */
  readonly carrier: string;
  /** `takkyubin`, `takuhaibin`, `nekopos` … unique with the carrier. */
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
  /** Least length and width; absent = none. */
  readonly smallestMm?: { readonly longest: number; readonly middle: number };
  /** Limit on every side of a parcel whose orientation is fixed; absent = none of its own. */
  readonly uprightSideMmMax?: number;
  /** Codes of the only boxes it takes; absent = any package. */
  readonly ownBoxes?: readonly string[];
  /** Handed to a person, as a buyer who paid for a courier expects. */
  readonly handOver: boolean;
  readonly cashOnDelivery: boolean;
  /** Most that is collected, yen; absent = not stated. */
  readonly codAmountYenMax?: number;
  /** Slots that may be asked for: 'am', '12-14', '14-16', '16-18', '18-20', '19-21'. */
  readonly timeSlots: readonly string[];
  /** Keeps a parcel until the day asked for; absent = only services with time slots do. */
  readonly deliveryDates?: boolean;
  /** Absent = ambient only. */
  readonly temperatures?: readonly Temperature[];
  /** Code of the largest class that goes chilled or frozen; absent = all. */
  readonly coolClassMax?: string;
  /** Most the goods may be worth, yen; absent = not stated. */
  readonly valueYenMax?: number;
  /** Absent = yes. */
  readonly battery?: Carriable;
  /** Absent = yes. */
  readonly liquid?: Carriable;
  /** `HH:MM` until which a parcel leaves on the same day; absent = the whole day. */
  readonly cutOff?: string;
  /** Days on which nothing is picked up; absent = none. */
  readonly noPickUp?: ClosedDays;
  /** Days on which nothing is delivered; absent = none. */
  readonly noDelivery?: ClosedDays;
  /** ISO date on which these limits were last read from their source. */
  readonly asOf?: string;
}
