/** Somebody a parcel goes to or comes from. */
export interface Party {
  readonly name: string;
  readonly kana?: string;
  readonly company?: string;
  readonly department?: string;
  /** `100-0001`. */
  readonly postalCode: string;
  /** The full name such as 東京都. */
  readonly prefecture: string;
  readonly city: string;
  readonly street: string;
  readonly building?: string;
  /** With or without hyphens. */
  readonly phone: string;
}

export type Temperature = 'ambient' | 'chilled' | 'frozen';

/** How the carrier is asked to treat the parcel, as the item master says it of the goods. */
export type Care = 'fragile' | 'this-side-up' | 'do-not-stack' | 'bottles' | 'raw-food';

/** The one model behind every carrier's file: a parcel that is to get a waybill in the carrier's own program. */
export interface ParcelToPrint {
  /** Comes back with the waybill number: at most 16 characters of `A-Z 0-9 -`, unique for ever. */
  readonly controlNumber: string;
  /** Code of the service in `@okuru/carriers`: `takkyubin`, `nekopos`, `takuhaibin`, `yu-pack` … */
  readonly service: string;
  readonly to: Party;
  readonly from: Party;
  /** What is inside, as it may stand on a waybill. */
  readonly goods: readonly string[];
  readonly care: readonly Care[];
  readonly temperature: Temperature;
  /** ISO days. */
  readonly shipsOn: string;
  readonly arrivesOn?: string;
  /** 'am', '12-14', '14-16', '16-18', '18-20', '19-21'. */
  readonly timeSlot?: string;
  /** Yen with tax, and the tax in it; absent = nothing is collected. */
  readonly cashOnDelivery?: { readonly amountYen: number; readonly taxYen: number };
  /** Yen; absent = the carrier's own limit. */
  readonly declaredValueYen?: number;
  /** Code of the size class: '60', '80' …; needed by Yu-Pri R. */
  readonly sizeClass?: string;
  /** Pieces under one waybill number; 1 unless said. */
  readonly pieces?: number;
  readonly remark?: string;
}
