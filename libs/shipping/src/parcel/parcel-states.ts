/** A parcel in each of its states: what it surely has there, the compiler checks. */

import type { EnclosureLine } from './enclosures.js';
import type { HoldReason } from './gate.js';

/** Units of one order line in one parcel. A split line stands in several parcels under the same lineId. */
export interface ParcelLine {
  readonly lineId: string;
  readonly sku: string;
  /** Barcodes that prove a unit; the sku itself always does, since the shop's own item labels bear it. */
  readonly barcodes: readonly string[];
  readonly quantity: number;
  readonly scanned: number;
  /** The scans that filled it last, oldest first, so that they can be taken back. */
  readonly marks: readonly ScanMark[];
  /** Units reported missing or damaged, in whose place nothing came yet. */
  readonly missing: number;
  /** A scan and a count may prove many units. */
  readonly countable: boolean;
}

/** The nth scan of the parcel proved `by` units here; 0: how many is forgotten, and this scan is not taken back any more. */
export interface ScanMark {
  readonly nth: number;
  readonly by: number;
}

interface AnyParcel {
  readonly parcelId: string;
  readonly orderId: string;
  /** In the order's own sequence: a scan fills the oldest open line of its sku. */
  readonly lines: readonly ParcelLine[];
  /** What goes in beside the goods; absent: nothing. */
  readonly enclosures?: readonly EnclosureLine[];
  /** null: a size is unknown and the person who packs chooses. */
  readonly packageCode: string | null;
  readonly carriage: Carriage | null;
  /** Of what is in the box now: whatever goes in or out drops it. */
  readonly weightGrams: number | null;
  /** Where the units so far were proven; null: nowhere yet, or by somebody who named no station. */
  readonly station: string | null;
  /** Put aside until somebody takes it up again. */
  readonly held: { readonly reason: HoldReason; readonly at: string } | null;
  /** Once a label is asked for, the carrier and service stay; the number follows. */
  readonly label: Label | null;
  /** While there is no label: how many were asked for before and are void; absent: none. */
  readonly labelsBefore?: number;
}

/** Who carries the parcel and what package and freight cost together. */
export interface Carriage {
  readonly carrier: string;
  readonly service: string;
  readonly plannedYen: number;
}

interface Label {
  readonly askedAt: string;
  /** 1, and one more with each reprint: by it the carrier tells a wish repeated from a new one. */
  readonly issue: number;
  /** null until the carrier has answered. */
  readonly trackingNumber: string | null;
  /** The parcel became such that the service on the label may not carry it: it does not leave under this waybill. */
  readonly outgrown: boolean;
}

/** What every parcel that passed the gate has. */
interface Proven {
  readonly packageCode: string;
  readonly carriage: Carriage;
  readonly weightGrams: number;
  readonly label: Label & { readonly trackingNumber: string };
  readonly closedAt: string;
}

type PlannedParcel = AnyParcel & { readonly status: 'planned' };
type PackingParcel = AnyParcel & { readonly status: 'packing' };
export type ClosedParcel = AnyParcel & Proven & { readonly status: 'closed' };
export type DispatchedParcel = AnyParcel &
  Proven & { readonly status: 'dispatched'; readonly dispatchedAt: string };
export type DeliveredParcel = AnyParcel &
  Proven & { readonly status: 'delivered'; readonly dispatchedAt: string; readonly deliveredAt: string };
type VoidedParcel = AnyParcel & { readonly status: 'voided'; readonly voidedAt: string };
export type Parcel =
  PlannedParcel | PackingParcel | ClosedParcel | DispatchedParcel | DeliveredParcel | VoidedParcel;
export type ParcelStatus = Parcel['status'];

/** A parcel that may still be worked on. */
export type OpenParcel = PlannedParcel | PackingParcel;
