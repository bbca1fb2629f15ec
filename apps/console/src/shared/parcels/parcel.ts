import type { SetNames } from './set-names.js';
import type { Enclosure } from './enclosures.js';

/** A parcel as `GET /v1/parcels` shows it. */
export interface Parcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly orderReference: string;
  readonly status: 'planned' | 'packing' | 'closed' | 'dispatched' | 'delivered' | 'voided';
  readonly temperature: string;
  readonly packageCode: string | null;
  readonly carrier: string | null;
  readonly service: string | null;
  readonly lines: readonly ParcelLine[];
  readonly trackingNumber: string | null;
  /** Why it was put aside; null: it is not. */
  readonly heldReason: string | null;
  /** When its service's waybills are printed: after the last good scan, or for a batch before it. */
  readonly labelMode: 'after-check' | 'before-check';
  /** The service on the label may not carry the parcel as it is now. */
  readonly labelOutgrown: boolean;
  readonly weightGrams: number | null;
  readonly plannedYen: number | null;
  /** The parcel in whose box its goods found no room. Absent, as what follows, where a device kept it from before. */
  readonly splitFrom?: string | null;
  /** 箱 1/2: which of the order's parcels it is, and how many there are. */
  readonly boxNumber?: number;
  readonly boxes?: number;
  /** What goes in beside the goods. */
  readonly enclosures?: readonly Enclosure[];
}

export interface ParcelLine {
  readonly lineId: string;
  readonly sku: string;
  readonly name: string;
  readonly barcodes: readonly string[];
  readonly quantity: number;
  readonly scanned: number;
  /** The scans that filled it last: place in the parcel and units, in turn; 0 units: no further back. */
  readonly marks: readonly number[];
  /** Units missing or damaged, in whose place others are to come. */
  readonly waitsFor: number;
  /** Since when it is known that none are there. */
  readonly waitsSince: string | null;
  /** Units that a walk did not find and nobody reported since; of several lines of one item on the first. */
  readonly pickedShort?: number;
  readonly countable: boolean;
  readonly shelf: string | null;
  /** The set that it is a part of; absent where the buyer ordered the item itself. */
  readonly set?: { readonly names: SetNames };
}

export const isOpen = ({ scanned, quantity }: ParcelLine): boolean => scanned < quantity;

/** Units that a scan may prove now. */
export const unproven = ({ scanned, quantity, waitsFor }: ParcelLine): number =>
  quantity - scanned - waitsFor;

export const unitsLeft = ({ lines }: Parcel): number => lines.reduce((sum, line) => sum + unproven(line), 0);

/** Units in whose place others are to come. */
export const unitsAwaited = ({ lines }: Parcel): number =>
  lines.reduce((sum, { waitsFor }) => sum + waitsFor, 0);

export const unitsOf = ({ lines }: Parcel): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);
