import type { LotRules } from '@okuru/scan-engine';
import type { SetNames } from '../parcels/set-names.js';
import type { LotFill, StopLots } from './lots.js';

/** A pick batch as `GET /v1/pick-batches/:batchId` shows it; the device keeps its own copy in this form. */
export interface Batch {
  readonly batchId: string;
  readonly status: 'open' | 'finished';
  readonly left: number;
  readonly slots: readonly Slot[];
  /** In the order of the walk. */
  readonly stops: readonly Stop[];
  /** What can be taken back, the newest last. */
  readonly moves: readonly Move[];
  /** Only where goods are kept by lot: what may be given today. */
  readonly lotRules?: LotRules;
}

/** A tote and the parcel whose goods it gets. */
export interface Slot {
  readonly slot: number;
  readonly parcelId: string;
  readonly reference: string;
  readonly state: 'open' | 'complete' | 'short' | 'cancelled' | 'packed-elsewhere';
  readonly picked: number;
  /** When its waybill is printed: for the batch before the walk, or at the table. */
  readonly labelMode?: 'after-check' | 'before-check';
  readonly trackingNumber?: string | null;
  readonly lacks: readonly { readonly sku: string; readonly name: string; readonly units: number }[];
}

/** One item at its shelf. */
export interface Stop {
  readonly sku: string;
  readonly name: string;
  readonly shelf: string | null;
  readonly barcodes: readonly string[];
  readonly countable: boolean;
  readonly lookAlikes: readonly { readonly sku: string; readonly name: string }[];
  readonly slots: readonly StopSlot[];
  /** Of goods that are kept by lot. */
  readonly lots?: StopLots;
}

/** Units of the stop's item for one tote. */
export interface StopSlot {
  readonly slot: number;
  readonly quantity: number;
  readonly picked: number;
  readonly short: number;
  /** The sets of its order that the item is a part of; absent where there is none. */
  readonly sets?: readonly SetNames[];
}

export interface Move {
  readonly opId: string;
  readonly kind: 'picked' | 'short';
  readonly sku: string;
  readonly fills: readonly { readonly slot: number; readonly by: number }[];
  readonly lots?: readonly LotFill[];
}

/** A batch in the list of open ones. */
export interface ListedBatch {
  readonly batchId: string;
  /** `staff:` and the id of whoever began it. */
  readonly startedBy: string;
  readonly startedAt: string;
  readonly parcels: number;
  readonly units: number;
  readonly picked: number;
  readonly short: number;
}
